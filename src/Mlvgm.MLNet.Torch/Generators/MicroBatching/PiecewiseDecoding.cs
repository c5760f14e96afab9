using Mlvgm.MLNet.Torch.Generators.Abstractions;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Generators.MicroBatching;

/// <summary>
/// The node that stands in the graph for decoding in pieces. Its arguments are the generator, the <see cref="LatentPieces"/>, and the distinct
/// latents.
/// </summary>
sealed class PiecewiseDecoding : autograd.SingleTensorFunction<PiecewiseDecoding>
{
    const int FirstLatent = 2;
    const string GeneratorKey = "generator";
    const string PiecesKey = "pieces";

    /// <inheritdoc/>
    public override string Name => nameof(PiecewiseDecoding);

    /// <summary>All images, [batch, channels, height, width], without graph.</summary>
    public static Tensor Decode(TorchGenerator generator, LatentPieces pieces, IReadOnlyList<Tensor> distinct)
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        return cat([.. pieces.Ranges.Select(range =>
            generator.Decode(pieces.PerLatent([.. distinct.Select(latent => latent.narrow(0, range.Start, range.Count))])))]).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override Tensor forward(autograd.AutogradContext context, params object[] arguments)
    {
        var (generator, pieces) = ((TorchGenerator)arguments[0], (LatentPieces)arguments[1]);
        List<Tensor> latents = [.. arguments.Skip(FirstLatent).Cast<Tensor>()];
        context.save_data(GeneratorKey, generator);
        context.save_data(PiecesKey, pieces);
        context.save_for_backward(latents);
        return Decode(generator, pieces, latents);
    }

    /// <summary>Decodes every piece again, with its graph, and goes backwards through it from its part of the images' gradient.</summary>
    public override List<Tensor> backward(autograd.AutogradContext context, Tensor gradient)
    {
        var (generator, pieces) = ((TorchGenerator)context.get_data(GeneratorKey), (LatentPieces)context.get_data(PiecesKey));
        var latents = context.get_saved_variables();
        using var gradients = enable_grad();
        using var scope = NewDisposeScope();
        var parts = latents.Select(_ => new List<Tensor>()).ToArray();
        foreach (var (start, count) in pieces.Ranges)
        {
            using var piece = NewDisposeScope();
            Tensor[] leaves = [.. latents.Select(latent => latent.detach().narrow(0, start, count).requires_grad_(latent.requires_grad))];
            generator.Decode(pieces.PerLatent(leaves)).backward([gradient.narrow(0, start, count)]);
            for (int i = 0; i < leaves.Length; i++)
                if (leaves[i].requires_grad) parts[i].Add((leaves[i].grad ?? zeros_like(leaves[i])).MoveToOuterDisposeScope());
        }
        return [null!, null!, .. parts.Select(part => part.Count == 0 ? null! : cat(part).MoveToOuterDisposeScope())];
    }
}
