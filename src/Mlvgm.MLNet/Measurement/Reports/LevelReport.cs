namespace Mlvgm.MLNet.Measurement.Reports;

/// <summary>A level in <c>report.json</c>. Losses are in nats on the true scale unless the name says otherwise.</summary>
public sealed record LevelReport
{
    /// <summary>The latent, group or range that was perturbed.</summary>
    public required string Name { get; init; }

    /// <summary>The same as a target of view strategies.</summary>
    public required string Target { get; init; }

    /// <summary>The latents, in generation order.</summary>
    public required IReadOnlyList<string> Latents { get; init; }

    /// <summary>The training loss of encoder against walker, smoothed, where the walker was taken.</summary>
    public required double InfoNce { get; init; }

    /// <summary><see cref="InfoNce"/> times τ / 0.07, the scale of the paper's tables.</summary>
    public required double InfoNcePaperScale { get; init; }

    /// <summary>The space of <see cref="Mu"/>: <c>Z</c> or <c>W</c>.</summary>
    public required string Space { get; init; }

    /// <summary>The mean distance by which the walker moves a latent.</summary>
    public required double Mu { get; init; }

    /// <summary>The standard deviation of that distance.</summary>
    public required double Sigma { get; init; }

    /// <summary>The 95 % interval of <see cref="Mu"/>, lower and upper end. It is about Monte Carlo sampling, not about training again.</summary>
    public required IReadOnlyList<double> MuCi95 { get; init; }

    /// <summary><see cref="Mu"/> over the mean distance between two draws of the latent.</summary>
    public required double RelativeMu { get; init; }

    /// <summary>The mean distance between two draws of the latent, in <see cref="Space"/>.</summary>
    public required double PriorDistance { get; init; }

    /// <summary><see cref="Mu"/> in Z: the same where that is the space.</summary>
    public required double MuZ { get; init; }

    /// <summary><see cref="PriorDistance"/> in Z.</summary>
    public required double PriorDistanceZ { get; init; }

    /// <summary>The held-out loss after refitting the encoder at the frozen walker; null where none was asked for.</summary>
    public required double? RefitInfoNce { get; init; }

    /// <summary>The held-out loss of an encoder on views whose level is drawn anew; null where none was asked for.</summary>
    public required double? ResampleInfoNce { get; init; }

    /// <summary>Whether the loss never rose to the threshold; then the other figures say what was reached by the last iteration.</summary>
    public required bool Degenerate { get; init; }

    /// <summary>Iterations of walker and encoder.</summary>
    public required int Iterations { get; init; }

    /// <summary>Computing time of the level.</summary>
    public required double Seconds { get; init; }

    /// <summary>Where the time went.</summary>
    public required IReadOnlyDictionary<string, double> SecondsByPart { get; init; }

    /// <summary>Quantiles of the distance, by share.</summary>
    public required IReadOnlyList<Quantile> Quantiles { get; init; }

    /// <summary>The distribution of the distance.</summary>
    public required Histogram Histogram { get; init; }

    /// <summary>The walker's file, relative to the report.</summary>
    public required string Walker { get; init; }

    /// <summary>The walker as an ONNX graph, relative to the report.</summary>
    public required string WalkerOnnx { get; init; }
}
