namespace Mlvgm.MLNet.Experiments.Feeding;

/// <summary>Where the images of an epoch come from.</summary>
static class FeedingWays
{
    /// <summary>The ways, in the table's order.</summary>
    public static IReadOnlyList<string> All { get; } =
        ["generator, one image a pair", "generator, two images a pair", "JPEG files", "decoded store"];
}
