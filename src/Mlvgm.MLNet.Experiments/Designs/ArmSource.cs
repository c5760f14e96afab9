namespace Mlvgm.MLNet.Experiments.Designs;

/// <summary>What the features of an arm come from.</summary>
/// <example>See <c>examples/ApiTour/OwnExperiment.cs</c>.</example>
public enum ArmSource
{
    /// <summary>An encoder trained on views of the generator.</summary>
    Generator,

    /// <summary>An encoder trained on the real training images, of which augmentation makes both views.</summary>
    RealImages,

    /// <summary>The same network with its initial weights.</summary>
    Untrained,

    /// <summary>The pixels themselves.</summary>
    Pixels,
}
