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

    const string ConsumerSource =
        """
        using Microsoft.ML.Data;
        using Mlvgm.MLNet.Models;
        using Mlvgm.MLNet.Onnx;

        byte[] pixels = [.. Enumerable.Range(0, 28 * 28).SelectMany(i => new[] { (byte)(i % 28 * 9), (byte)(i / 28 * 9), (byte)120, byte.MaxValue })];
        using (var picture = MLImage.CreateFromPixels(28, 28, MLPixelFormat.Bgra32, pixels)) picture.Save("picture.png");
        using var encoder = new OnnxEncoder(ModelStore.Shipped().PathOf("fashion-mnist-encoder", "onnx"));
        float[] features = encoder.Encode("picture.png");
        Console.WriteLine($"{features.Length} features, different: {features.Distinct().Count() > 100}");
        var own = AppDomain.CurrentDomain.GetAssemblies().Select(assembly => assembly.GetName().Name!).Where(name => name.StartsWith("Mlvgm")).Order();
        Console.WriteLine($"assemblies: {string.Join(", ", own)}; torch: {Directory.GetFiles(AppContext.BaseDirectory, "*orch*", SearchOption.AllDirectories).Length}");
        """;

    /// <summary>A program that trains on its first lines.</summary>
    public static void Write(TemporaryFolder folder, PackedPackages packages) => Write(
        folder, packages, "Outside", [("Program.cs", Source)], [("Mlvgm.MLNet", packages.Version), (NativePackage, "2.10.0")]);

    /// <summary>A program that uses a shipped encoder, and has nothing that trains.</summary>
    public static void WriteConsumer(TemporaryFolder folder, PackedPackages packages) => Write(
        folder, packages, "Consumer", [("Program.cs", ConsumerSource)],
        [("Mlvgm.MLNet.Onnx", packages.Version), ("Mlvgm.MLNet.Models", packages.Version), OnnxRuntime]);

    /// <summary>A program of the examples, as somebody who has only the packages writes it.</summary>
    public static void WriteExample(TemporaryFolder folder, PackedPackages packages, string example) => Write(
        folder, packages, example,
        Directory.EnumerateFiles(Repository.PathOf($"examples/{example}"), "*.cs").Select(file => (Path.GetFileName(file), File.ReadAllText(file))),
        [("Mlvgm.MLNet", packages.Version), (NativePackage, "2.10.0"), OnnxRuntime]);

    static void Write(
        TemporaryFolder folder, PackedPackages packages, string name, IEnumerable<(string Name, string Text)> sources, IEnumerable<(string Name, string Version)> references)
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
                {string.Concat(references.Select(reference => $"""<PackageReference Include="{reference.Name}" Version="{reference.Version}" />"""))}
              </ItemGroup>
            </Project>
            """);
    }

    static (string Name, string Version) OnnxRuntime => ("Microsoft.ML.OnnxRuntime", PackedPackages.Pins["Microsoft.ML.OnnxRuntime"]);

    static string NativePackage => OperatingSystem.IsWindows() ? "libtorch-cpu-win-x64"
        : OperatingSystem.IsMacOS() ? "libtorch-cpu-osx-arm64" : "libtorch-cpu-linux-x64";
}
