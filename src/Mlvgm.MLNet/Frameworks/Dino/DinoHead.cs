using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Mlvgm.MLNet.Frameworks.Dino;

/// <summary>
/// The head of student and teacher (docs/method/frameworks.md#dino): three layers with GELU between them, the result scaled to length 1, and its dot
/// product with a unit vector for each output.
/// </summary>
sealed class DinoHead : Module<Tensor, Tensor>
{
#pragma warning disable IDE1006 // RegisterComponents names parameters after the fields.
    readonly Sequential projector;
    readonly Linear outputs;
#pragma warning restore IDE1006

    public DinoHead(int features, int hidden, int bottleneck, int width, bool normalized) : base(nameof(DinoHead))
    {
        projector = normalized
            ? Sequential(
                Linear(features, hidden, hasBias: false), BatchNorm1d(hidden), GELU(),
                Linear(hidden, hidden, hasBias: false), BatchNorm1d(hidden), GELU(),
                Linear(hidden, bottleneck))
            : Sequential(Linear(features, hidden), GELU(), Linear(hidden, hidden), GELU(), Linear(hidden, bottleneck));
        outputs = Linear(bottleneck, width, hasBias: false);
        RegisterComponents();
    }

    /// <summary>[batch, features] to unit vectors [batch, bottleneck].</summary>
    public Tensor Embed(Tensor features) => functional.normalize(projector.forward(features), dim: 1);

    /// <summary>Unit vectors [batch, bottleneck] to their cosines with each output's row, [batch, width].</summary>
    /// <param name="embeddings">The unit vectors.</param>
    /// <param name="frozen">Whether the rows are not to turn.</param>
    public Tensor Score(Tensor embeddings, bool frozen)
    {
        // Weight normalisation with a gain that stays 1. A gradient of zero leaves it to weight decay to shorten rows, which turns none.
        var rows = frozen ? outputs.weight!.detach() + 0 * outputs.weight : outputs.weight!;
        return functional.linear(embeddings, functional.normalize(rows, dim: 1));
    }

    public override Tensor forward(Tensor features) => Score(Embed(features), frozen: false);
}
