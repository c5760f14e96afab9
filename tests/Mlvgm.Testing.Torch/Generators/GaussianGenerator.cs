using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Torch.Generators.Abstractions;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.Testing.Torch.Generators;

/// <summary>
/// A generator whose mutual information is known: each of four patches of an 8x8 image shows sigmoid(signal + deviation · noise), of two
/// independent standard normal latents; a third latent, idle, does nothing. The sigmoid is one to one, so that the images' information is that
/// of jointly Gaussian variables.
/// </summary>
/// <param name="deviation">σ, the standard deviation of the noise in the signal's units.</param>
public sealed class GaussianGenerator(double deviation) : TorchGenerator
{
    const int Patches = 4;

    public override string Name => "gaussian";

    public override LatentLayout Layout { get; } =
        new([new("signal", [Patches]), new("noise", [Patches]), new("idle", [Patches])]);

    public override ImageShape ImageShape => new(1, 8, 8);

    public override Device Device => CPU;

    /// <summary>
    /// The information between two images that differ by drawing the noise anew, in nats: each patch's values then have the correlation
    /// ρ = 1/(1 + σ²), and share -log(1 - ρ²)/2.
    /// </summary>
    public double InformationWithNewNoise
    {
        get
        {
            double correlation = 1 / (1 + deviation * deviation);
            return -0.5 * Patches * Math.Log(1 - correlation * correlation);
        }
    }

    public override void MoveTo(Device device)
    {
        if (device.type != DeviceType.CPU) throw new NotSupportedException();
    }

    public override Tensor Decode(IReadOnlyList<Tensor> latents)
    {
        using var scope = NewDisposeScope();
        var patches = (latents[0] + deviation * latents[1]).sigmoid().reshape(-1, 1, 2, 2);
        return nn.functional.interpolate(patches, [8, 8], mode: InterpolationMode.Nearest).MoveToOuterDisposeScope();
    }

    public override void Dispose()
    {
    }
}
