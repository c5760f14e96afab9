using Mlvgm.MLNet.Torch.Generators.Abstractions;
using Mlvgm.MLNet.Training.Sources;
using Mlvgm.MLNet.Views;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Measurement.Training;

/// <summary>Anchors and positives of a fixed strategy, without graph: a function of (seed, iteration), and new at every iteration.</summary>
sealed class LevelPairs(TorchGenerator generator, ViewStrategy strategy, int pairs, ulong seed)
{
    readonly LatentSampler _sampler = new(generator.Layout, strategy, seed);
    readonly LatentDraw _draw = new(generator.Layout, pairs, withPositives: true);

    /// <summary>Images [K, channels, height, width] each, in the caller's dispose scope.</summary>
    public (Tensor Anchors, Tensor Positives) At(int iteration)
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        var images = generator.Decode(generator.ToTensors(_draw.Fill(_sampler, (long)iteration * pairs)));
        return (images.narrow(0, 0, pairs).MoveToOuterDisposeScope(), images.narrow(0, pairs, pairs).MoveToOuterDisposeScope());
    }
}
