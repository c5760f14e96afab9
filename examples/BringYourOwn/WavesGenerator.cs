using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Torch.Generators;
using Mlvgm.MLNet.Torch.Generators.Abstractions;
using static TorchSharp.torch;

namespace BringYourOwn;

/// <summary>A generator of one's own: waves of some direction and length (what the image shows), with a phase and a tint (how).</summary>
public sealed class WavesGenerator : TorchGenerator
{
    const int Side = 16;

    Device _device = CPU;

    /// <inheritdoc/>
    public override string Name => "waves";

    /// <inheritdoc/>
    public override LatentLayout Layout { get; } = new([new("direction", [2]), new("tint", [4])]);

    /// <inheritdoc/>
    public override ImageShape ImageShape { get; } = new(3, Side, Side);

    /// <inheritdoc/>
    public override Device Device => _device;

    /// <inheritdoc/>
    public override void MoveTo(Device device) => _device = device;

    /// <inheritdoc/>
    public override Tensor Decode(IReadOnlyList<Tensor> latents)
    {
        using var scope = NewDisposeScope();
        var (direction, tint) = (latents[0], latents[1]);
        var line = linspace(-1, 1, Side, device: _device);
        var (rows, columns) = (line.reshape(1, 1, Side, 1), line.reshape(1, 1, 1, Side));
        var phase = 3 * (Part(direction, 0) * rows + Part(direction, 1) * columns) + Part(tint, 3);
        return (phase.sin() + tint.narrow(1, 0, 3).reshape(-1, 3, 1, 1)).sigmoid().MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
    }

    static Tensor Part(Tensor latent, long index) => latent.narrow(1, index, 1).reshape(-1, 1, 1, 1);
}
