using System.Text.Json;
using Mlvgm.MLNet.Cli.Execution;
using Mlvgm.MLNet.Torch.Generators;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Cli.Tests.Commands;

public class MeasureCommandTests
{
    static readonly string[] Quick =
    [
        "--pairs", "4", "--encoder-width", "4", "--max-iterations", "2", "--monte-carlo", "50", "--refit-iterations", "1",
        "--resample-iterations", "1", "--held-out-batches", "1", "--device", "cpu",
    ];

    [Fact]
    public async Task Measures_every_level_and_leaves_reports_walkers_and_strategies()
    {
        using var folder = new TemporaryFolder();
        string generator = TinyModels.Generator(folder), output = folder.File("measured"), json = folder.File("result.json");
        var run = await CliRun.Of(["measure", "--generator", generator, "--out", output, "--json", json, .. Quick]);
        Assert.Equal("", run.Error);
        Assert.Equal(ExitCode.Success, run.ExitCode);
        using var report = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(output, "report.json")));
        Assert.Equal(["z0", "z1"], report.RootElement.GetProperty("levels").EnumerateArray().Select(level => level.GetProperty("name").GetString()));
        Assert.Equal(File.ReadAllBytes(json), File.ReadAllBytes(Path.Combine(output, "report.json")));
        Assert.True(File.Exists(Path.Combine(output, "report.html")));
        string[] strategies = [$"calibrated:{output}/report.json", $"ml-learned:{output}", $"learned:{output}/walkers/z1.safetensors"];
        foreach (string strategy in strategies)
        {
            run = await CliRun.Of("views", generator, "--strategy", strategy, "--out", folder.File("views"), "--count", "2", "--device", "cpu");
            Assert.Equal((ExitCode.Success, ""), (run.ExitCode, run.Error));
        }
    }

    [Fact]
    public async Task Seeds_are_measured_one_by_one_and_put_together()
    {
        using var folder = new TemporaryFolder();
        string generator = TinyModels.Generator(folder), output = folder.File("measured");
        var run = await CliRun.Of(["measure", "-g", generator, "-o", output, "--seeds", "4,5", "--levels", "z1", .. Quick]);
        Assert.Equal((ExitCode.Success, ""), (run.ExitCode, run.Error));
        Assert.Contains("| z1 |", File.ReadAllText(Path.Combine(output, "spread.md")));
        Assert.True(File.Exists(Path.Combine(output, "seed-5", "report.html")));
    }

    [Fact]
    public async Task A_generator_that_decodes_in_pieces_is_measured_alike()
    {
        using var folder = new TemporaryFolder();
        string generator = TinyModels.Generator(folder);
        double whole = await Mu([]), pieces = await Mu(["--generator-batch", "3"]);
        // The gradients agree to 1e-5, but Adam scales the smallest of them up.
        Assert.Equal(whole, pieces, 0.1 * whole);

        async Task<double> Mu(string[] more)
        {
            string output = folder.File($"measured-{more.Length}");
            var run = await CliRun.Of(["measure", generator, "--out", output, "--levels", "z1", .. more, .. Quick]);
            Assert.Equal((ExitCode.Success, ""), (run.ExitCode, run.Error));
            using var report = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(output, "report.json")));
            return report.RootElement.GetProperty("levels")[0].GetProperty("mu").GetDouble();
        }
    }

    [Theory]
    [InlineData(ExitCode.Usage, "--generator-batch", "0", "GeneratorBatch (--generator-batch) is 0; it is 1 or more.")]
    [InlineData(ExitCode.Usage, "--gamma", "99", "GammaPaperScale (--gamma) is 99, which is 69.300 nats, but the loss of 64 pairs is at most log(2 x 64 - 1) = 4.844 nats")]
    [InlineData(ExitCode.Usage, "--pairs", "1", "Pairs (--pairs) is 1; it is 2 or more: with one pair, InfoNCE has no negative and is always 0.")]
    [InlineData(ExitCode.Usage, "--backbone", "vit", "Backbone (--backbone) is 'vit'; available: resnet10, resnet18, resnet34, resnet50.")]
    [InlineData(ExitCode.Failure, "--levels", "z9", "There is no latent or group 'z9'. Available: z0, z1.")]
    [InlineData(ExitCode.Usage, "--seeds", "1,1", "--seeds is '1,1'; give different numbers, such as 1,2,3.")]
    public async Task What_cannot_be_measured_is_refused_before_any_work(int exitCode, string option, string value, string reason)
    {
        using var folder = new TemporaryFolder();
        string generator = TinyModels.Generator(folder), output = folder.File("measured");
        var run = await CliRun.Of("measure", "--generator", generator, "--out", output, option, value, "--device", "cpu");
        Assert.Equal(exitCode, run.ExitCode);
        Assert.Contains(reason, run.Error);
        Assert.Single(run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.False(Directory.Exists(output));
    }

    [Theory]
    [InlineData("Name one generator", "measure", "--out", "x")]
    [InlineData("Name one generator", "measure", "a", "--generator", "b", "--out", "x")]
    public async Task Options_that_contradict_each_other_are_refused(string reason, params string[] arguments)
    {
        var run = await CliRun.Of(arguments);
        Assert.NotEqual(ExitCode.Success, run.ExitCode);
        Assert.Contains(reason, run.Error);
    }

    [Fact]
    public async Task One_threshold_is_given_not_two()
    {
        using var folder = new TemporaryFolder();
        string generator = TinyModels.Generator(folder), output = folder.File("measured");
        var run = await CliRun.Of("measure", generator, "--gamma", "1", "--gamma-nats", "0.7", "--out", output);
        Assert.Equal((ExitCode.Usage, "mlvgm: --gamma and --gamma-nats are the same threshold on two scales; give one."), (run.ExitCode, run.Error.Trim()));
        Assert.False(Directory.Exists(output));
    }

    [Fact]
    public async Task Gamma_in_nats_is_the_same_threshold_on_the_papers_scale()
    {
        using var folder = new TemporaryFolder();
        string generator = TinyModels.Generator(folder);
        async Task<string> Plan(params string[] gamma) =>
            (await CliRun.Of(["measure", generator, "--out", folder.File("m"), "--dry-run", "--temperature", "0.14", .. gamma, "--device", "cpu"])).Output;
        string nats = await Plan("--gamma-nats", "0.5");
        Assert.Equal(await Plan("--gamma", "1"), nats);
        Assert.False(Directory.Exists(folder.File("m")));
    }

    [Fact]
    public async Task Gamma_in_nats_is_heard_where_the_default_is_out_of_reach()
    {
        using var folder = new TemporaryFolder();
        var run = await CliRun.Of(
            "measure", TinyModels.Generator(folder), "--out", folder.File("m"), "--dry-run", "--temperature", "0.01", "--gamma-nats", "0.5", "--device", "cpu");
        Assert.Equal(("", ExitCode.Success), (run.Error, run.ExitCode));
    }

    [Fact]
    public async Task An_ONNX_generator_has_no_gradient()
    {
        using var folder = new TemporaryFolder();
        using (var generator = GeneratorRegistry.Load(TinyModels.Generator(folder), CPU)) generator.ExportOnnx(folder.File("g.onnx"));
        var run = await CliRun.Of("measure", "--generator", folder.File("g.onnx"), "--out", folder.File("m"), "--device", "cpu");
        Assert.Equal(ExitCode.Failure, run.ExitCode);
        Assert.Contains("has no gradient", run.Error);
    }
}
