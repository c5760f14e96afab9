using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Measurement.Output;
using Mlvgm.MLNet.Measurement.Strategies;
using Mlvgm.MLNet.Strategies;
using Mlvgm.MLNet.Torch.Walkers;
using Mlvgm.MLNet.Views;
using Mlvgm.Testing.Torch.Generators;

namespace Mlvgm.MLNet.Tests.Measurement.Strategies;

public sealed class MeasurementStrategiesTests : IDisposable
{
    static readonly LatentLayout Layout = new([new("z0", [3]), new("z1", [2]), new("z2", [2])]);

    readonly TemporaryFolder _folder = new();

    static MeasurementStrategiesTests() => MeasurementStrategies.Register();

    [Fact]
    public void Registering_twice_is_registering_once()
    {
        MeasurementStrategies.Register();
        Assert.Equal(["calibrated", "json", "learned", "ml-learned"], StrategyRegistry.Forms.Names);
    }

    [Fact]
    public void The_page_lists_the_forms() => PageTable.AssertRows(
        StrategyRegistry.Forms.All.Select(form => $"| `{form.Usage}` | {form.Text} |"), "docs/strategies.md", "| form | what positives get |");

    [Theory]
    [InlineData("z1..z2=learned:{0}")]
    [InlineData("learned:{0}")]
    public void A_walker_moves_the_latents_of_its_file_or_those_given(string form)
    {
        string path = WriteWalker("w.safetensors", "z1", "z2");
        var part = Assert.Single(StrategyText.Parse(string.Format(form, path), Layout).Resolve(Layout));
        Assert.Equal(["z1", "z2"], part.Span.LatentNames);
        Assert.Equal(path, Assert.IsType<LearnedPerturbation>(part.Perturbation).Walker.Path);
    }

    [Fact]
    public void A_strategy_with_a_walker_is_written_beside_it_and_moves_with_it()
    {
        WriteWalker("walkers/w.safetensors", "z2");
        var strategy = ViewStrategy.PerLatent(
            "mine", ("z0", new ResamplePerturbation()),
            ("z2", new LearnedPerturbation(WalkerFile.Read(_folder.File("walkers/w.safetensors")).Walker)));
        StrategyFile.Write(_folder.File("mine.json"), strategy);
        Directory.CreateDirectory(_folder.File("moved"));
        File.Move(_folder.File("mine.json"), _folder.File("moved/mine.json"));
        Directory.Move(_folder.File("walkers"), _folder.File("moved/walkers"));
        var read = StrategyText.Parse("moved/mine.json", Layout, _folder.Path);
        Assert.Equal(_folder.File("moved/walkers/w.safetensors"), Assert.IsType<LearnedPerturbation>(read.Parts[1].Perturbation).Walker.Path);
        Assert.Equal(StrategyText.Canonical(strategy, Layout), StrategyText.Canonical(read, Layout));
    }

    [Fact]
    public void A_folder_of_a_measurement_gives_the_walker_of_the_latents_that_are_named()
    {
        WriteWalker("measured/walkers/z1.safetensors", "z1");
        string second = WriteWalker("measured/walkers/z2.safetensors", "z2");
        var strategy = StrategyJson.Parse("""{ "latents": { "z2": { "perturbation": "learned", "walker": "measured" } } }""", Layout, _folder.Path);
        Assert.Equal(second, Assert.IsType<LearnedPerturbation>(Assert.Single(strategy.Parts).Perturbation).Walker.Path);
        Assert.Contains("none of 'z0'", Assert.Throws<ArgumentException>(() => StrategyText.Parse("z0=learned:measured", Layout, _folder.Path)).Message);
        Assert.Equal(["z1", "z2"], StrategyText.Parse("ml-learned:measured", Layout, _folder.Path).Parts.Select(part => part.Target));
    }

    [Fact]
    public void A_report_is_calibrated_noise_as_it_is_in_code()
    {
        using var generator = new TinyGenerator();
        MeasurementFolder.Write(_folder.Path, generator, SampleMeasurement.Of(generator));
        var layout = generator.Layout;
        var strategy = StrategyText.Parse($"calibrated:{_folder.File(MeasurementFolder.ReportName)}", layout);
        Assert.Equal("calibrated", strategy.Name);
        Assert.Equal(
            StrategyText.Canonical(CalibratedStrategy.FromReport(_folder.Path, layout), layout), StrategyText.Canonical(strategy, layout));
        Assert.Equal(strategy.Parts, StrategyText.Parse(StrategyText.Write(strategy), layout).Parts);
    }

    [Theory]
    [InlineData("learned", "learned takes a file or folder: learned:WALKER")]
    [InlineData("calibrated: ", "calibrated takes a file or folder: calibrated:REPORT")]
    [InlineData("calibrate:x", "There is no strategy 'calibrate'. Did you mean 'calibrated'?")]
    [InlineData("z0=learned:", "walker is empty")]
    public void A_form_without_its_path_or_name_says_how_it_is_written(string text, string message) =>
        Assert.Contains(message, Assert.Throws<ArgumentException>(() => StrategyText.Parse(text, Layout)).Message);

    public void Dispose() => _folder.Dispose();

    string WriteWalker(string name, params string[] latents)
    {
        int size = latents.Sum(latent => Layout.SpanOf(latent).Size);
        float[] weights = [.. Enumerable.Range(0, size * size).Select(i => i / 9f)];
        string path = _folder.File(name);
        new WalkerFile(new Walker(weights, weights[..size], weights, weights[..size]), latents).Write(path);
        return path;
    }
}
