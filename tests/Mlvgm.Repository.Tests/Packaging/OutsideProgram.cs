namespace Mlvgm.Repository.Tests.Packaging;

/// <summary>A program outside the repository that knows Mlvgm.MLNet only as packages, and trains on its first lines.</summary>
static class OutsideProgram
{
    const string Source =
        """
        using TorchSharp;
        using static TorchSharp.torch;

        // y = 2 x + 1, learned by gradient descent.
        var x = linspace(-1, 1, 32).reshape(32, 1);
        var y = 2 * x + 1;
        var line = nn.Linear(1, 1);
        var optimizer = optim.SGD(line.parameters(), 0.5);
        for (int step = 0; step < 100; step++)
        {
            optimizer.zero_grad();
            var loss = nn.functional.mse_loss(line.forward(x), y);
            loss.backward();
            optimizer.step();
        }
        Console.WriteLine($"slope {line.weight!.item<float>():F2} intercept {line.bias!.item<float>():F2}");

        var stream = new Mlvgm.MLNet.Seeding.RandomStream(new Mlvgm.MLNet.Seeding.SeedKey(1, "outside"));
        Console.WriteLine($"from Core {stream.NextDouble() is > 0 and < 1}");
        Console.WriteLine($"models {Directory.Exists(Mlvgm.MLNet.Models.ModelStore.ShippedFolder)}");
        """;

    /// <summary>A program that trains on its first lines.</summary>
    public static void Write(TemporaryFolder folder, PackedPackages packages) => Write(folder, packages, "Outside", [("Program.cs", Source)], "");

    /// <summary>A program of the examples, as somebody who has only the packages writes it.</summary>
    public static void WriteExample(TemporaryFolder folder, PackedPackages packages, string example) => Write(
        folder, packages, example,
        Directory.EnumerateFiles(Repository.PathOf($"examples/{example}"), "*.cs").Select(file => (Path.GetFileName(file), File.ReadAllText(file))),
        $"""<PackageReference Include="Microsoft.ML.OnnxRuntime" Version="{PackedPackages.Pins["Microsoft.ML.OnnxRuntime"]}" />""");

    static void Write(
        TemporaryFolder folder, PackedPackages packages, string name, IEnumerable<(string Name, string Text)> sources, string more)
    {
        foreach (var (file, text) in sources) folder.Write(file, text);
        folder.Write("nuget.config",
            $"""
            <configuration>
              <packageSources>
                <add key="packed" value="{packages.Feed}" />
              </packageSources>
            </configuration>
            """);
        folder.Write($"{name}.csproj",
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <CreateHardLinksForCopyLocalIfPossible>true</CreateHardLinksForCopyLocalIfPossible>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Mlvgm.MLNet" Version="{packages.Version}" />
                <PackageReference Include="{NativePackage}" Version="2.10.0" />
                {more}
              </ItemGroup>
            </Project>
            """);
    }

    static string NativePackage => OperatingSystem.IsWindows() ? "libtorch-cpu-win-x64"
        : OperatingSystem.IsMacOS() ? "libtorch-cpu-osx-arm64" : "libtorch-cpu-linux-x64";
}
