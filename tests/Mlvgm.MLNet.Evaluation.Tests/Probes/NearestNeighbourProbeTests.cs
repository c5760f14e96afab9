using Microsoft.ML;
using Mlvgm.MLNet.Evaluation.Labels;
using Mlvgm.MLNet.Evaluation.Probes;
using Mlvgm.MLNet.Settings;

namespace Mlvgm.MLNet.Evaluation.Tests.Probes;

public class NearestNeighbourProbeTests
{
    static readonly NearestNeighbourProbe.Options One = new() { Neighbours = 1 };

    [Fact]
    public void One_neighbour_is_the_training_row_of_the_smallest_angle_whatever_its_length()
    {
        var train = LabelledFeatures.Create(2, 3, [10, 0, 0, 0.1f, -3, 0], [0, 1, 2]);
        var test = LabelledFeatures.Create(2, 3, [1, 0.5f, 0.5f, 1, -1, 0.2f, 0.3f, 1], [0, 1, 2, 0]);
        var result = new NearestNeighbourProbe(One).Evaluate(train, test);
        Assert.Equal((0.75, 1.0), (result.Top1, result.Top5));
        Assert.Equal([[1, 1, 0], [0, 1, 0], [0, 0, 1]], result.Confusion.Counts);
        Assert.Equal([0.5, 1, 1], result.Confusion.PerClass);
        Assert.Equal(2.5 / 3, result.Confusion.MeanPerClass!.Value, 1e-12);
    }

    [Fact]
    public void A_near_neighbour_outvotes_several_far_ones_and_not_where_the_temperature_is_high()
    {
        // Cosines with (1, 0): 1 for class 0; 0.6 for three rows of class 1.
        var train = LabelledFeatures.Create(2, 2, [1, 0, 0.6f, 0.8f, 0.6f, -0.8f, 0.6f, 0.8f], [0, 1, 1, 1]);
        var test = LabelledFeatures.Create(2, 2, [1, 0], [0]);
        double Top1(float temperature) => new NearestNeighbourProbe(new() { Neighbours = 4, Temperature = temperature }).Evaluate(train, test).Top1;
        // exp(0.4 / τ) against 3: even at τ = 0.364.
        Assert.Equal((1, 0), (Top1(0.3f), Top1(0.5f)));
    }

    [Fact]
    public void Clusters_far_apart_are_told_apart_and_features_without_information_are_not()
    {
        var ml = new MLContext(seed: 1);
        ProbeResult Probe(double separation) => new NearestNeighbourProbe().Evaluate(
            LabelledFeatures.Read(Clusters.Draw(ml, classes: 10, perClass: 100, separation, seed: 1)),
            LabelledFeatures.Read(Clusters.Draw(ml, classes: 10, perClass: 100, separation, seed: 2)));
        Assert.Equal(1, Probe(12).Top1);
        // Chance is 0.1, with a standard deviation of 0.0095 over 1,000 rows.
        Assert.InRange(Probe(0).Top1, 0.1 - 5 * 0.0095, 0.1 + 5 * 0.0095);
    }

    [Fact]
    public void What_cannot_work_is_refused()
    {
        var rows = LabelledFeatures.Create(1, 2, [1, 2], [0, 1]);
        Assert.Contains("fewer than the 20 neighbours", Assert.Throws<ArgumentException>(() => new NearestNeighbourProbe().Evaluate(rows, rows)).Message);
        Assert.Equal(
            ["Neighbours (--neighbours) is 0; it is in [1, 10000].", "Temperature (--vote-temperature) is 0; it is above 0."],
            Assert.Throws<SettingsException>(() => new NearestNeighbourProbe(new() { Neighbours = 0, Temperature = 0 })).Violations);
        Assert.Contains(
            "1 features and 2 classes, the test rows 1 and 3",
            Assert.Throws<ArgumentException>(() => new NearestNeighbourProbe(One).Evaluate(rows, LabelledFeatures.Create(1, 3, [1], [2]))).Message);
    }
}
