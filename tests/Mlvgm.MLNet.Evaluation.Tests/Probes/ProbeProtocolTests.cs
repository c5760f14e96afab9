using Microsoft.ML;
using Mlvgm.MLNet.Evaluation.Labels;
using Mlvgm.MLNet.Evaluation.Probes;
using Mlvgm.MLNet.Settings;

namespace Mlvgm.MLNet.Evaluation.Tests.Probes;

public class ProbeProtocolTests
{
    readonly MLContext _ml = new(seed: 1);

    [Fact]
    public void Every_budget_is_drawn_once_per_seed_and_all_labels_are_probed_once()
    {
        var runs = Protocol([2, 5], [7, 8]).Run("clusters", Data(seed: 1), Data(seed: 2)).ToArray();
        Assert.Equal([(2, 7), (5, 7), (2, 8), (5, 8), (null, 7)], runs.Select(run => (run.LabelsPerClass, (int)run.Seed)));
        Assert.Equal([6, 15, 6, 15, 60], runs.Select(run => run.Result.TrainRows));
        Assert.All(runs, run => Assert.Equal("clusters", run.Features));
    }

    [Fact]
    public void Cancellation_stops_between_probes()
    {
        using var source = new CancellationTokenSource();
        var runs = Protocol([2], [1, 2, 3]).Run("clusters", Data(seed: 1), Data(seed: 2), source.Token).GetEnumerator();
        Assert.True(runs.MoveNext());
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => runs.MoveNext());
    }

    [Fact]
    public void All_options_that_are_wrong_are_said_when_it_is_made() => Assert.Equal(
        [
            "LabelsPerClass (--labels-per-class) is 5,0; it is 1 or more.",
            "L2RegularizationPerRow (--l2) is NaN; it is 0 or more.",
            "OptimizationTolerance (--tolerance) is 0; it is above 0.",
            "Seeds (--seeds) is empty; at least one is needed.",
        ],
        Assert.Throws<SettingsException>(() => new ProbeProtocol(
            _ml, new() { LabelsPerClass = [5, 0], Seeds = [], Probe = new() { L2RegularizationPerRow = float.NaN, OptimizationTolerance = 0 } })).Violations);

    ProbeProtocol Protocol(int[] budgets, ulong[] seeds) => new(_ml, new() { LabelsPerClass = budgets, Seeds = seeds });

    LabelledFeatures Data(ulong seed) => LabelledFeatures.Read(Clusters.Draw(_ml, classes: 3, perClass: 20, separation: 2, seed));
}
