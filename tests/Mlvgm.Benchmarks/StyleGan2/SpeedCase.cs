using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Torch.Generators.Abstractions;
using Mlvgm.MLNet.Torch.Generators.MicroBatching;
using Mlvgm.MLNet.Torch.Generators.StyleGan2;
using Mlvgm.MLNet.Torch.Weights;
using Mlvgm.MLNet.Views;
using static TorchSharp.torch;

namespace Mlvgm.Benchmarks.StyleGan2;

/// <summary>One way to run the network of 512 pixels, random weights: forward, or forward and back to the latents.</summary>
sealed class SpeedCase : IDisposable
{
    readonly StyleGan2Generator _generator;
    readonly TorchGenerator _decoder;
    readonly SafetensorsContents? _weights;
    readonly Tensor _z;
    readonly bool _backward;

    /// <param name="way">straightforward, library, or the size of the pieces in which the library decodes.</param>
    /// <param name="batch">Samples.</param>
    /// <param name="backward">Whether to go back to the latents.</param>
    public SpeedCase(string way, int batch, bool backward)
    {
        _backward = backward;
        _generator = StyleGan2Generator.Untrained(new StyleGan2Configuration(), seed: 1);
        _decoder = int.TryParse(way, out int size) ? new MicroBatchedGenerator(_generator, size) : _generator;
        if (way == "straightforward")
        {
            string path = Path.Combine(Path.GetTempPath(), $"mlvgm-{Environment.ProcessId}-{Guid.NewGuid():N}.safetensors");
            _generator.Save(path);
            _weights = Safetensors.Read(path);
            File.Delete(path);
        }
        var latents = new LatentBatch(_generator.Layout, batch);
        new LatentSampler(_generator.Layout, ViewStrategy.None, seed: 1).SampleAnchors(0, latents);
        _z = _generator.ToTensors(latents)[0].requires_grad_(backward).DetachFromDisposeScope();
    }

    /// <summary>Decodes the batch, and goes back from the images' sum of squares.</summary>
    public void Run() => Images().Dispose();

    /// <summary>The images, and the gradient of z where there is a backward pass.</summary>
    public Tensor Images()
    {
        using var scope = NewDisposeScope();
        if (!_backward)
        {
            using var gradients = no_grad();
            return Decode().MoveToOuterDisposeScope();
        }
        _z.grad?.zero_();
        var images = Decode();
        images.square().sum().backward();
        return images.detach().MoveToOuterDisposeScope();
    }

    public void Dispose()
    {
        _generator.Dispose();
        _weights?.Dispose();
        _z.Dispose();
    }

    Tensor Decode() => _weights is null
        ? _decoder.Decode([.. Enumerable.Repeat(_z, _generator.Configuration.Levels)])
        : new StraightforwardStyleGan2(_weights, _generator.Configuration).Decode(_z);
}
