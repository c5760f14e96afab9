using System.IO.Compression;
using System.Xml.Linq;

namespace Mlvgm.Repository.Tests.Packaging;

public sealed class PackageTests(PackedPackages packages) : IClassFixture<PackedPackages>
{
    [Fact]
    public async Task A_program_outside_the_repository_trains_with_the_packages()
    {
        using var folder = new TemporaryFolder();
        OutsideProgram.Write(folder, packages);
        string output = (await Command.DotNet(folder.Path, "run", "-c", "Release")).Succeeded();
        Assert.Contains("slope 2.00 intercept 1.00", output);
        Assert.Contains("from Core True", output);
        Assert.Contains("models True", output);
    }

    [Fact]
    public async Task Someone_with_the_packages_alone_brings_a_framework_a_backbone_an_augmentation_a_generator_and_a_perturbation()
    {
        using var folder = new TemporaryFolder();
        OutsideProgram.WriteExample(folder, packages, "BringYourOwn");
        string output = (await Command.DotNet(folder.Path, "run", "-c", "Release", "--", "runs", "2")).Succeeded();
        Assert.Contains("by object: Alignment on waves, 32 features", output);
        Assert.Contains("by name: the same bytes True", output);
        Assert.Contains("refused: FeatureCount (--feature-count) is 1; it is 4 or more.", output);
        string options = File.ReadAllText(folder.File("runs/by-object/options.json"));
        Assert.Contains("\"uniformityWeight\": 0.5", options);
        Assert.Contains("\"turnShare\": 0.75", options);
    }

    [Fact]
    public void Every_library_is_packed_with_its_readme_and_documentation() => Assert.All(PackedPackages.Libraries, library =>
    {
        using var package = Open(library.Name);
        string[] names = [.. package.Entries.Select(entry => entry.FullName)];
        Assert.Contains("PACKAGE.md", names);
        Assert.Equal(library.HasAssembly, names.Contains($"lib/net10.0/{library.Name}.dll"));
        Assert.Equal(library.HasAssembly, names.Contains($"lib/net10.0/{library.Name}.xml"));
    });

    [Fact]
    public async Task A_program_with_the_packages_of_inference_and_of_models_encodes_a_picture_with_a_shipped_encoder()
    {
        using var folder = new TemporaryFolder();
        OutsideProgram.WriteConsumer(folder, packages);
        string output = (await Command.DotNet(folder.Path, "run", "-c", "Release")).Succeeded();
        Assert.Contains("256 features, different: True", output);
        Assert.Contains("assemblies: Mlvgm.MLNet.Core, Mlvgm.MLNet.Onnx; torch: 0", output);
    }

    [Fact]
    public void The_shipped_models_are_files_of_one_package_which_the_main_one_brings()
    {
        using ZipArchive models = Open("Mlvgm.MLNet.Models"), main = Open("Mlvgm.MLNet");
        string[] names = [.. models.Entries.Select(entry => entry.FullName)];
        string[] shipped = [.. Directory.GetFiles(Repository.PathOf("onnx-models")).Select(file => $"onnx-models/{Path.GetFileName(file)}")];
        Assert.Contains("onnx-models/models.json", shipped);
        Assert.Equal(shipped.Order(StringComparer.Ordinal), names.Where(name => name.StartsWith("onnx-models/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Contains("buildTransitive/Mlvgm.MLNet.Models.targets", names);
        Assert.DoesNotContain(names, name => name.EndsWith(".dll", StringComparison.Ordinal));
        Assert.Empty(Dependencies("Mlvgm.MLNet.Models"));
        Assert.Contains(Dependencies("Mlvgm.MLNet"), dependency => dependency.Id == "Mlvgm.MLNet.Models");
        Assert.DoesNotContain(main.Entries, entry => entry.FullName.StartsWith("onnx-models/", StringComparison.Ordinal));
    }

    [Fact]
    public void Dependencies_carry_the_pinned_versions()
    {
        // A version that the registry lacks would be replaced with a warning (NU1603), which is an error for many users.
        Assert.All(PackedPackages.Libraries, library => Assert.All(Dependencies(library.Name), dependency =>
            Assert.Equal(PackedPackages.Pins.GetValueOrDefault(dependency.Id, packages.Version), dependency.Version)));
        Assert.Contains(Dependencies("Mlvgm.MLNet.Core"), dependency => dependency.Id == "System.Numerics.Tensors");
    }

    [Fact]
    public void No_library_brings_a_native_backend() => Assert.All(PackedPackages.Libraries, library =>
        Assert.DoesNotContain(Dependencies(library.Name), dependency =>
            dependency.Id.StartsWith("libtorch", StringComparison.Ordinal) || dependency.Id.StartsWith("TorchSharp-", StringComparison.Ordinal)
            || dependency.Id is "Microsoft.ML.OnnxRuntime" or "Microsoft.ML.OnnxRuntime.Gpu"));

    [Fact]
    public void The_native_loader_travels_with_the_Torch_package()
    {
        using var package = Open("Mlvgm.MLNet.Torch");
        string[] names = [.. package.Entries.Select(entry => entry.FullName)];
        Assert.Contains("buildTransitive/Mlvgm.MLNet.Torch.targets", names);
        Assert.Contains("buildTransitive/TorchNativeInitializer.cs", names);
    }

    IReadOnlyList<(string Id, string Version)> Dependencies(string library)
    {
        using var package = Open(library);
        using var stream = package.Entries.Single(entry => entry.FullName == $"{library}.nuspec").Open();
        return [.. XElement.Load(stream).Descendants().Where(element => element.Name.LocalName == "dependency")
            .Select(element => (element.Attribute("id")!.Value, element.Attribute("version")!.Value))];
    }

    ZipArchive Open(string library) => ZipFile.OpenRead(Path.Combine(packages.Feed, $"{library}.{packages.Version}.nupkg"));
}
