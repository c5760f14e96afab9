using Mlvgm.MLNet.Losses;
using Mlvgm.MLNet.Measurement.Reports;
using Mlvgm.MLNet.Training;
using static TorchSharp.torch;

namespace ApiTour;

/// <summary>Losses stand apart from frameworks: functions of vectors, for a framework of one's own.</summary>
public static class LossFunctions
{
    /// <summary>Each loss of partners that are equal, and of partners that have nothing to do with each other.</summary>
    /// <returns>The name, and both values.</returns>
    public static IReadOnlyList<(string Name, float Equal, float Unrelated)> Run()
    {
        using var scope = NewDisposeScope();
        var random = new Generator(1);
        var (first, second) = (randn(64, 16, generator: random), randn(64, 16, generator: random));
        var center = zeros(16);
        (string Name, Func<Tensor, Tensor, Tensor> Of)[] losses =
        [
            ("InfoNCE", (a, b) => InfoNce.Loss(a, b, temperature: 0.5)),
            ("negative cosine", (a, b) => PredictionLoss.NegativeCosine(a, b, a, b) + PredictionLoss.NegativeCosine(a, b, b, a)),
            ("Barlow Twins", (a, b) => BarlowTwinsLoss.Compute(a, b, redundancyWeight: 0.005)),
            ("VICReg", (a, b) => VicRegLoss.Compute(a, b, invarianceWeight: 25, varianceWeight: 25, covarianceWeight: 1)),
            ("MoCo v3", (a, b) => MoCoV3Loss.Compute(a, b, a, b, temperature: 0.5)),
            ("DINO", (a, b) => DinoLoss.Compute(a, b, a, b, center, studentTemperature: 0.5, teacherTemperature: 0.2)),
        ];
        return [.. losses.Select(loss => (loss.Name, loss.Of(first, first).item<float>(), loss.Of(first, second).item<float>()))];
    }

    /// <summary>A value of the paper's figures in nats, and back; and whether vectors have collapsed to one point.</summary>
    public static (double True, double Paper, bool Spread, bool Collapsed) Scales()
    {
        double nats = PaperScale.ToTrue(1.5, temperature: 0.1);
        using var vectors = randn(64, 16, generator: new Generator(1));
        using var point = ones(64, 16);
        return (nats, PaperScale.FromTrue(nats, temperature: 0.1), !EmbeddingSpread.Of(vectors).Collapsed, EmbeddingSpread.Of(point).Collapsed);
    }
}
