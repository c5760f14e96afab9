using System.Text.Json;
using Mlvgm.MLNet.Cli.Execution;
using Mlvgm.MLNet.Frameworks;
using Mlvgm.MLNet.Torch.Augmentation;
using Mlvgm.MLNet.Torch.Backbones;
using Mlvgm.MLNet.Torch.Generators;

namespace Mlvgm.MLNet.Cli.Tests.Commands;

public class ListCommandTests
{
    [Fact]
    public async Task Every_registered_name_is_listed()
    {
        var run = await CliRun.Of("list");
        Assert.Equal(ExitCode.Success, run.ExitCode);
        string[] names =
        [
            .. FrameworkRegistry.All.Names, .. BackboneRegistry.All.Names, .. AugmentationRegistry.All.Names, .. GeneratorRegistry.All.Names, "resample",
            "ml-random (BigBiGAN)", "walker",
        ];
        Assert.All(names, name => Assert.Contains(name, run.Output));
    }

    [Fact]
    public async Task The_json_keys_are_stable()
    {
        using var folder = new TemporaryFolder();
        await CliRun.Of("list", "--json", folder.File("list.json"));
        using var json = JsonDocument.Parse(File.ReadAllBytes(folder.File("list.json")));
        Assert.Equal(
            [
                "generators", "encoders", "generatorArchitectures", "strategies", "presets", "trainingPresets", "frameworks", "backbones", "augmentations",
                "importers",
            ],
            json.RootElement.EnumerateObject().Select(property => property.Name));
    }
}
