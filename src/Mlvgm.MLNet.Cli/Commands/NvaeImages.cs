using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Settings;
using Mlvgm.MLNet.Torch.Generators.Nvae;

namespace Mlvgm.MLNet.Cli.Commands;

/// <summary>The images that an NVAE learns to make: squares.</summary>
sealed record NvaeImages : ISettings
{
    static readonly ImageShape Default = new NvaeConfiguration().ImageShape;

    /// <summary>Rows and columns.</summary>
    [Setting("Rows and columns of the images.", Minimum = 1)]
    public int Size { get; init; } = Default.Height;

    /// <summary>Channels.</summary>
    [Setting("1 for grey, 3 for RGB.")]
    public int Channels { get; init; } = Default.Channels;

    /// <summary>Their shape.</summary>
    public ImageShape Shape => new(Channels, Size, Size);
}
