using Mlvgm.MLNet.Settings;

namespace Mlvgm.MLNet.FineTuning;

/// <summary>What is particular to learning from labels.</summary>
/// <example>See <c>examples/ApiTour/FineTuning.cs</c>.</example>
public sealed record ClassificationOptions : ISettings
{
    /// <summary>
    /// The share of the target that is spread over all classes, in [0, 1): the target is 1 - s for the image's class, and s divided by the number of classes more for
    /// each (Szegedy et al., 2016).
    /// </summary>
    [Setting("Share of the target that is spread over all classes.", Placeholder = "SHARE", Minimum = 0, Below = 1)]
    public double LabelSmoothing { get; init; } = 0.1;

    /// <summary>How much an image counts.</summary>
    [Setting("Whether images count alike, or classes.")]
    public ClassWeighting ClassWeights { get; init; } = ClassWeighting.None;

    /// <summary>The learning rate of the classifying layer, in units of the backbone's; that layer starts from random weights, the backbone often does not.</summary>
    [Setting("Learning rate of the classifying layer, in units of the backbone's.", Placeholder = "FACTOR", Minimum = 0)]
    public double HeadRate { get; init; } = 10;

    /// <summary>
    /// The share of the images of every class, drawn by the seed, that is not learned from: the accuracy on them is the monitor's, and decides when a run stops
    /// early. 0 for none.
    /// </summary>
    [Setting("Share of every class that is not learned from, and on which accuracy is measured from time to time; 0 for none.", Placeholder = "SHARE", Minimum = 0,
        Below = 1)]
    public double Validation { get; init; } = 0.1;
}
