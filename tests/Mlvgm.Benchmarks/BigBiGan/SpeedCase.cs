using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Torch.Generators.BigBiGan;
using Mlvgm.MLNet.Views;
using static TorchSharp.torch;

namespace Mlvgm.Benchmarks.BigBiGan;

/// <summary>One way to run the network of 128 pixels and 96 channels, random weights: forward, or forward and back to the latents.</summary>
sealed class SpeedCase : IDisposable
{
    const ulong Seed = 1;

    readonly BigBiGanGenerator? _generator;
    readonly Dictionary<string, Tensor> _weights = [];
    readonly Tensor[] _latents;
    readonly bool _backward;

    /// <param name="straightforward">Whether to run <see cref="StraightforwardBigBiGan"/>; otherwise the library.</param>
    /// <param name="batch">Samples.</param>
    /// <param name="backward">Whether to go back to the latents.</param>
    public SpeedCase(bool straightforward, int batch, bool backward)
    {
        _backward = backward;
        if (straightforward)
        {
            using var scope = NewDisposeScope();
            foreach (var (name, value) in BigBiGanInitialisation.State(Configuration, Seed)) _weights.Add(name, value.DetachFromDisposeScope());
        }
        else
        {
            _generator = BigBiGanGenerator.Untrained(Configuration, Seed);
        }
        var layout = new LatentLayout([.. Enumerable.Range(0, Configuration.Latents).Select(i =>
            new LatentSpecification($"z{i}", [Configuration.LatentSize], new TruncatedNormal(0, 1, 2)))]);
        var latents = new LatentBatch(layout, batch);
        new LatentSampler(layout, ViewStrategy.None, Seed).SampleAnchors(0, latents);
        _latents = [.. latents.Values.Select(values =>
            tensor(values, [batch, Configuration.LatentSize], requires_grad: backward).DetachFromDisposeScope())];
    }

    static BigBiGanConfiguration Configuration { get; } = new();

    /// <summary>Decodes the batch, and goes back from the images' sum of squares.</summary>
    public void Run() => Images().Dispose();

    /// <summary>The images, after the gradients of the latents where there is a backward pass.</summary>
    public Tensor Images()
    {
        using var scope = NewDisposeScope();
        if (!_backward)
        {
            using var gradients = no_grad();
            return Decode().MoveToOuterDisposeScope();
        }
        foreach (var latent in _latents) latent.grad?.zero_();
        var images = Decode();
        images.square().sum().backward();
        return images.detach().MoveToOuterDisposeScope();
    }

    /// <summary>The gradients of the latents, side by side, after a backward pass.</summary>
    public Tensor Gradients() => cat([.. _latents.Select(latent => latent.grad!)], 1);

    public void Dispose()
    {
        _generator?.Dispose();
        foreach (var value in _weights.Values.Concat(_latents)) value.Dispose();
    }

    Tensor Decode() => _generator is null ? new StraightforwardBigBiGan(_weights, Configuration).Decode(_latents) : _generator.Decode(_latents);
}
