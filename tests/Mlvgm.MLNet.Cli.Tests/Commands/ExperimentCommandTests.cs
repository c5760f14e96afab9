using System.Text.Json;
using Mlvgm.MLNet.Cli.Execution;
using Mlvgm.Testing.Datasets;

namespace Mlvgm.MLNet.Cli.Tests.Commands;

public sealed class ExperimentCommandTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Table_4_trains_and_probes_every_arm_writes_three_files_and_is_not_run_twice()
    {
        var run = await Run("table4");
        Assert.Equal(("", ExitCode.Success), (run.Error, run.ExitCode));
        string[] rows =
        [
            "raw pixels", "untrained network", "nothing perturbed", "random, sigma 0.05", "random, sigma 0.10", "random, sigma 0.15",
            "ML random: z1 drawn anew", "real images",
        ];
        using var results = JsonDocument.Parse(File.ReadAllBytes(_folder.File("out/results.json")));
        Assert.Equal(rows, results.RootElement.GetProperty("rows").EnumerateArray().Select(row => row.GetProperty("arm").GetProperty("name").GetString()));
        Assert.Equal(15, results.RootElement.GetProperty("finished").GetInt32());
        Assert.All(rows, name => Assert.Contains(name, run.Output));
        // A header, and every single probe.
        Assert.Equal(1 + results.RootElement.GetProperty("runs").GetArrayLength(), File.ReadAllLines(_folder.File("out/results.csv")).Length);
        Assert.Contains("± is half the 95 % interval of the mean (Student's t), n = 2 encoder seeds", run.Output);
        string page = File.ReadAllText(_folder.File("out/index.html"));
        Assert.All(rows, name => Assert.Contains(name, page));
        Assert.DoesNotContain("http", page.Replace("http-equiv", "", StringComparison.Ordinal));

        var times = Directory.GetFiles(_folder.File("out/cells")).ToDictionary(file => file, File.GetLastWriteTimeUtc);
        Assert.Equal(15, times.Count);
        var again = await Run("table4");
        Assert.Equal(ExitCode.Success, again.ExitCode);
        Assert.All(times, file => Assert.Equal(file.Value, File.GetLastWriteTimeUtc(file.Key)));
    }

    [Fact]
    public async Task Views_of_ones_own_are_compared_with_pixels_the_untrained_network_and_real_images()
    {
        var run = await Run("views", "--views", "all=random:0.3", "--views", "last=z1=resample", "--augmentation", "no-crop");
        Assert.Equal(("", ExitCode.Success), (run.Error, run.ExitCode));
        Assert.Contains("last less ", run.Output);
        string[] rows = [.. File.ReadAllLines(_folder.File("out/results.csv")).Skip(1).Where(line => line.Contains(",4,", StringComparison.Ordinal))];
        Assert.Equal(
            ["\"raw pixels\",,,", "\"untrained network\",,no-crop,", "\"all\",\"random:0.3\",no-crop,SimSiam", "\"last\",\"z1=resample\",no-crop,SimSiam",
                "\"real images\",,no-crop,SimSiam"],
            rows.Select(row => row[..row.IndexOf(",4,", StringComparison.Ordinal)]).Distinct());
    }

    [Fact]
    public async Task Results_are_compared_in_one_table()
    {
        await Run("ablation");
        string json = _folder.File("comparison.json");
        var run = await CliRun.Of("compare", _folder.File("out"), "--reference", "ML random, T_x all", "--json", json);
        Assert.Equal(("", ExitCode.Success), (run.Error, run.ExitCode));
        using var comparison = JsonDocument.Parse(File.ReadAllBytes(json));
        Assert.Equal("ML random, T_x all", comparison.RootElement.GetProperty("reference").GetString());
        var difference = comparison.RootElement.GetProperty("differences").EnumerateArray()
            .Single(d => d.GetProperty("features").GetString() == "ML random, T_x none" && d.GetProperty("labelsPerClass").ValueKind == JsonValueKind.Null);
        Assert.Equal(2, difference.GetProperty("top1").GetProperty("count").GetInt32());
        Assert.Contains("no row 'nothing'", (await CliRun.Of("compare", _folder.File("out"), "--reference", "nothing")).Error);
    }

    [Theory]
    [InlineData("There is no experiment 'table9'", "table9")]
    [InlineData("needs --views NAME=STRATEGY", "views")]
    [InlineData("--views is 'z1'; expected NAME=STRATEGY", "views", "--views", "z1")]
    [InlineData("--views has the name '../mine'", "views", "--views", "../mine=none")]
    [InlineData("Two rows are called 'raw pixels'", "views", "--views", "Raw Pixels=none")]
    [InlineData("Two rows are called 'mine'", "views", "--views", "mine=none", "--views", "mine=resample")]
    [InlineData("--views goes with the experiment views alone", "table4", "--views", "mine=none")]
    [InlineData("There is no latent or group 'z9'", "views", "--views", "mine=z9=resample")]
    [InlineData("is no folder of 'mlvgm measure'", "table4", "--measurement", "nowhere")]
    [InlineData("The paper has no strategy 'random'", "table2")]
    public async Task What_cannot_be_run_is_said_before_anything_is_trained(string expected, params string[] arguments)
    {
        var run = await Run(arguments);
        Assert.Equal(ExitCode.Failure, run.ExitCode);
        Assert.Contains(expected, run.Error);
        Assert.False(Directory.Exists(_folder.File("out")));
    }

    [Fact]
    public async Task All_options_that_are_wrong_are_named_at_once()
    {
        var run = await Run("table4", "--augmentation", "none", "--budget", "-1", "--l2", "-1", "--holdout", "1", "--accumulate", "3", "--trainer", "adam");
        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Equal(
            [
                "mlvgm: --augmentation goes with the experiment views alone.",
                "mlvgm: L2RegularizationPerRow (--l2) is -1; it is 0 or more.",
                "mlvgm: --trainer is 'adam'; expected one of Lbfgs, Sdca.",
                "mlvgm: HoldOut (--holdout) is 1; it is in (0, 1).",
                "mlvgm: Budget (--budget) is -1; it is in (0, 35791].",
            ],
            run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        run = await Run("table4", "--warmup-steps", "-1", "--accumulate", "3");
        Assert.Equal(
            [
                "mlvgm: WarmupSteps (--warmup-steps) is -1; it is 0 or more.",
                "mlvgm: A batch of 4 pairs (--batch) cannot be computed in 3 equal parts (--accumulate) of at least 2 pairs.",
            ],
            run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.False(Directory.Exists(_folder.File("out")));
    }

    public void Dispose() => _folder.Dispose();

    Task<CliRun> Run(params string[] arguments) => CliRun.Of(Arguments(arguments));

    string[] Arguments(params string[] arguments)
    {
        string generator = _folder.File("generator/generator.safetensors"), data = _folder.File("data");
        if (!File.Exists(generator)) TinyModels.Generator(_folder);
        if (!Directory.Exists(data)) TinyDataset.Write(_folder);
        return
        [
            "experiment", .. arguments, "--generator", generator, "--data", data, "--out", _folder.File("out"), "--seeds", "2", "--backbone", "resnet10",
            .. arguments.Contains("--width") ? Array.Empty<string>() : ["--width", "2"], "--batch", "4", "--steps", "2", "--labels-per-class", "4", "--device", "cpu",
        ];
    }
}
