using Mlvgm.MLNet.Settings;

namespace Mlvgm.MLNet.Cli.Inputs;

/// <summary>How a classifier's images are read.</summary>
sealed record ClassifiedImages : ISettings
{
    /// <summary>The side of the squares to which images are brought; null where they are as large as they are.</summary>
    [Setting("The side to which images are brought, in pixels; needed where they differ in size.", Minimum = 1)]
    public int? ImageSize { get; init; }
}
