using System.Text.Json.Nodes;
using Mlvgm.MLNet.Evaluation.Probes;
using Mlvgm.MLNet.Experiments.Designs;
using Mlvgm.MLNet.Experiments.Tables;
using Mlvgm.MLNet.Reports.Json;

namespace Mlvgm.MLNet.Experiments.Tests.Tables;

public sealed class ExperimentResultsTests : IDisposable
{
    const string Hostile = "<b>, \"x\"";
    static readonly ExperimentArm Baseline = ExperimentArm.Generated("nothing", "none", "all");
    static readonly ExperimentArm Treatment = ExperimentArm.Generated(Hostile, "random:0.3", "no-color");
    static readonly ExperimentDesign Design = new("own", "Own <rows>", [ExperimentArm.Pixels, Baseline, Treatment], Hostile, ["nothing", ExperimentArm.PixelsName]);

    static readonly ExperimentSettings Settings = new()
    {
        Generator = "javascript:alert(1)",
        GeneratorSha256 = "00",
        MeasurementSha256 = null,
        ImagesSha256 = "11",
        Encoder = new JsonObject { ["width"] = 2, ["backbone"] = "<i>" },
        LabelsPerClass = [4],
    };

    readonly TemporaryFolder _folder = new();

    [Fact]
    public void The_reference_is_the_best_baseline_and_differences_are_paired_by_seed()
    {
        var results = Of(planned: 7);
        Assert.Equal("nothing", results.Reference);
        Assert.Equal([4, (int?)null], results.Budgets);
        var row = results.Rows.Single(row => row.Arm == Treatment);
        // 0.7, 0.8, 0.9 less 0.5, 0.7, 0.6.
        Assert.Equal(0.2, results.DifferenceOf(row, null)!.Mean, 12);
        Assert.Equal(0.1, results.DifferenceOf(row, null)!.StandardDeviation!.Value, 12);
        Assert.Null(results.DifferenceOf(results.Rows.Single(other => other.Arm == Baseline), null));
        Assert.Equal((1, 20.0), (row.Collapsed, row.TrainingSeconds));
        Assert.Equal(90.0 / 3600, results.TrainingHours, 12);
        // 0.1 / sqrt 3 times Student's 4.303 is 24.8 points, so zero is inside.
        Assert.Equal($"{Hostile} less nothing, the best baseline: +20.0 ± 24.8 points with all labels, an interval with zero in it, so nothing is shown.", results.Summary);
        Assert.EndsWith(" 7 of 9 encoders and baselines are finished.", Of(planned: 9).Summary);
    }

    [Fact]
    public void Names_stay_names_on_the_page_and_in_the_table()
    {
        Of(planned: 7).Write(_folder.Path, []);
        string page = File.ReadAllText(_folder.File("index.html"));
        Assert.DoesNotContain("<b>", page);
        Assert.DoesNotContain("<i>", page);
        Assert.DoesNotContain("<rows>", page);
        Assert.DoesNotContain("href=\"javascript:", page);
        Assert.Contains("&lt;b&gt;, &quot;x&quot;", page);
        Assert.Contains("1 collapsed", page);
        string line = File.ReadAllLines(_folder.File("results.csv"))[^1];
        Assert.Equal("\"<b>, \"\"x\"\"\",\"random:0.3\",no-color,SimSiam,all,3,0.90000,1.00000,1.00000,10,10", line);
        var read = ReportJson.Parse<ExperimentResults>(File.ReadAllText(_folder.File("results.json")));
        Assert.Equal((Hostile, "own", 7), (read.Treatment, read.Name, read.Finished));
    }

    [Fact]
    public void Nothing_is_claimed_before_there_is_a_baseline()
    {
        var results = ExperimentResults.Of(Design, Settings, [Cell(Treatment, 1, 0.7, 0.9)], planned: 7);
        Assert.Null(results.Reference);
        Assert.Equal("Linear probes on real images. 1 of 7 encoders and baselines are finished.", results.Summary);
        results.Write(_folder.Path, []);
        Assert.True(File.Exists(_folder.File("index.html")));
    }

    public void Dispose() => _folder.Dispose();

    static ExperimentResults Of(int planned) => ExperimentResults.Of(
        Design, Settings,
        [
            Cell(ExperimentArm.Pixels, 1, 0.4, 0.4), Cell(Baseline, 1, 0.2, 0.5), Cell(Baseline, 2, 0.3, 0.7), Cell(Baseline, 3, 0.2, 0.6),
            Cell(Treatment, 1, 0.3, 0.7), Cell(Treatment, 2, 0.3, 0.8), Cell(Treatment, 3, 0.3, 0.9, collapsed: true),
        ],
        planned);

    static ExperimentCell Cell(ExperimentArm arm, ulong seed, double few, double all, bool collapsed = false) => new(
        arm, Settings, [seed], arm.IsSeeded ? 0.5 : null, arm.IsSeeded ? collapsed : null, arm.IsSeeded ? (arm == Treatment ? 20 : 10) : null,
        [Run(arm.Name, 4, seed, few), Run(arm.Name, null, seed, all)]);

    static ProbeRun Run(string name, int? labels, ulong seed, double top1) =>
        new(name, labels, seed, new ProbeResult(top1, 1, 10, 10, 0.1) { Confusion = new ConfusionMatrix([[1, 0], [0, 1]]) });
}
