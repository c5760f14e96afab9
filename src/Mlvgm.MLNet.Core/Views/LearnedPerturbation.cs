using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Views.Parameters;

namespace Mlvgm.MLNet.Views;

/// <summary>The positive is z + p(z), p a trained walker over the whole span (paper, section 3.1). It draws nothing.</summary>
/// <param name="Walker">The trained perceptron, as wide as the span.</param>
/// <example>See <c>examples/ApiTour/LatentVectors.cs</c>.</example>
public sealed record LearnedPerturbation(Walker Walker) : Perturbation
{
    static readonly FileParameter File = new("walker", "WALKER", "a walker's file, or the folder of a measurement");

    /// <summary>The word and what it takes; <see cref="WalkerReader"/> reads the file.</summary>
    public static PerturbationKind Kind { get; } = PerturbationKind.Of(
        "learned", "moves z to z + p(z), p a trained walker", [File],
        (values, span) => new LearnedPerturbation(WalkerReader.Read(values.Of(File).Path!, span)),
        learned => new() { { File, new FileReference(learned.Walker.Path, learned.Walker.Sha256) } });

    /// <inheritdoc/>
    public override string Name => "learned";

    /// <inheritdoc/>
    public override void CheckFits(LatentSpan span)
    {
        ArgumentNullException.ThrowIfNull(span);
        if (span.Size != Walker.Size)
            throw new ArgumentException($"The walker has {Walker.Size} inputs, but '{span.Name}' has {span.Size} coordinates.", nameof(span));
    }

    /// <inheritdoc/>
    public override void Apply(LatentSpan span, LatentBatch anchors, LatentBatch positives, in PositiveDraws draws)
    {
        float[] anchor = new float[span.Size], positive = new float[span.Size];
        for (int row = 0; row < anchors.Count; row++)
        {
            span.Gather(anchors, row, anchor);
            Walker.Move(anchor, positive);
            span.Scatter(positive, positives, row);
        }
    }
}
