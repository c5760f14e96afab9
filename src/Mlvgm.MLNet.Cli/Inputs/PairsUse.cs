using Mlvgm.MLNet.Settings;

namespace Mlvgm.MLNet.Cli.Inputs;

/// <summary>How pairs are made for a training: by a generator, or of real images.</summary>
sealed record PairsUse : ISettings
{
    /// <summary>How a generator makes them.</summary>
    public GeneratorUse Generator { get; init; } = new();

    /// <summary>The side of the squares to which real images are brought; null where they are as large as they are.</summary>
    [Setting("The side to which --images are brought, in pixels; needed where they differ in size.", Minimum = 1)]
    public int? ImageSize { get; init; }
}
