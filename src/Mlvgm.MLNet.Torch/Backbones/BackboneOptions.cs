namespace Mlvgm.MLNet.Torch.Backbones;

/// <summary>What every backbone can be told.</summary>
public sealed record BackboneOptions
{
    /// <summary>Channels of the input images: 3 for RGB, 1 for greyscale.</summary>
    public int Channels { get; init; } = 3;

    /// <summary>Channels after the stem; the features are 8 times as wide, with bottlenecks (resnet50) 32 times. 64 is the standard network.</summary>
    public int Width { get; init; } = 64;

    /// <summary>How the first layers reduce the image.</summary>
    public Stem Stem { get; init; } = Stem.ImageNet;

    /// <summary>
    /// Whether the last batch normalisation of every block starts at gain 0, so that each block starts as the identity
    /// (Goyal et al., 2017; the official SimSiam does so).
    /// </summary>
    public bool ZeroInitialResiduals { get; init; } = true;

    /// <summary>
    /// Whether convolutions compute in bf16 while the network trains, for GPUs that do so faster. Weights, statistics, gradients and features stay
    /// float32, and so does everything in evaluation mode.
    /// </summary>
    public bool BFloat16 { get; init; }

    /// <summary>The seed of the initial weights.</summary>
    public ulong Seed { get; init; }

    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Channels, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Width, 1);
    }
}
