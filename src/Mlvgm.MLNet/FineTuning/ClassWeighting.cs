namespace Mlvgm.MLNet.FineTuning;

/// <summary>How much an image counts, where classes have unequal numbers of them.</summary>
/// <example>See <c>examples/ApiTour/FineTuning.cs</c>.</example>
public enum ClassWeighting
{
    /// <summary>Every image counts alike, so that frequent classes count more.</summary>
    None,

    /// <summary>Every class counts alike: an image by the images of all classes, divided by those of its class times the number of classes.</summary>
    Balanced,
}
