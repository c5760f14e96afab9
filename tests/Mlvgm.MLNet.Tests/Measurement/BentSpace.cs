using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Torch.Generators.Abstractions;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Tests.Measurement;

/// <summary>Latents without images, whose distances are taken after a map of one's choice, as StyleGAN2's are in W.</summary>
sealed class BentSpace(int dimensions, Func<Tensor, Tensor> map) : TorchGenerator
{
    public override string Name => "bent";

    public override LatentLayout Layout { get; } = new([new("z", [dimensions])]);

    public override ImageShape ImageShape => new(3, 8, 8);

    public override Device Device => CPU;

    public override string DistanceSpace => "W";

    public override Tensor ToDistanceSpace(LatentSpan span, Tensor vectors) => map(vectors);

    public override void MoveTo(Device device)
    {
    }

    public override Tensor Decode(IReadOnlyList<Tensor> latents) => throw new InvalidOperationException("No image is needed.");

    public override void Dispose()
    {
    }
}
