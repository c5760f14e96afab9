using System.Text.Json.Serialization;

namespace Mlvgm.MLNet.Experiments.Designs;

/// <summary>One row of an experiment: how an encoder is trained.</summary>
/// <param name="Name">The row's name.</param>
/// <param name="Source">What its features come from.</param>
/// <param name="Strategy">How positives differ from anchors, as <c>mlvgm views</c> takes it; null but for a generator.</param>
/// <param name="Augmentation">T_x; null where there is no network.</param>
/// <param name="Framework">The framework; null where nothing is trained.</param>
/// <example>See <c>examples/ApiTour/OwnExperiment.cs</c>.</example>
public sealed record ExperimentArm(string Name, ArmSource Source, string? Strategy = null, string? Augmentation = null, string? Framework = null)
{
    /// <summary>The name of <see cref="Pixels"/>.</summary>
    public const string PixelsName = "raw pixels";

    /// <summary>The name of <see cref="Untrained"/>.</summary>
    public const string UntrainedName = "untrained network";

    const string DefaultFramework = "SimSiam";

    /// <summary>The baseline of every table.</summary>
    public static ExperimentArm Pixels { get; } = new(PixelsName, ArmSource.Pixels);

    /// <summary>The network before training, which looks at as much of an image as the paper's T_x leaves.</summary>
    public static ExperimentArm Untrained { get; } = new(UntrainedName, ArmSource.Untrained, Augmentation: "all");

    /// <summary>Whether another seed gives other features; where not, one cell has the choices of labels of all seeds.</summary>
    [JsonIgnore]
    public bool IsSeeded => Source != ArmSource.Pixels;

    /// <summary>An encoder trained on a generator's views.</summary>
    public static ExperimentArm Generated(string name, string strategy, string augmentation, string framework = DefaultFramework) =>
        new(name, ArmSource.Generator, strategy, augmentation, framework);

    /// <summary>An encoder trained on the real images.</summary>
    public static ExperimentArm Real(string name, string augmentation, string framework = DefaultFramework) =>
        new(name, ArmSource.RealImages, null, augmentation, framework);
}
