namespace Mlvgm.MLNet.Experiments.Designs;

/// <summary>A table of the paper: which encoders are trained, and which are compared.</summary>
/// <param name="Name">What scripts call it.</param>
/// <param name="Title">What the table is about.</param>
/// <param name="Arms">The rows.</param>
/// <param name="Treatment">The row whose advantage is the question; null where every row is compared with the first.</param>
/// <param name="Baselines">The rows of which the best is what the others are compared with.</param>
/// <example>See <c>examples/ApiTour/OwnExperiment.cs</c>.</example>
public sealed record ExperimentDesign(
    string Name, string Title, IReadOnlyList<ExperimentArm> Arms, string? Treatment, IReadOnlyList<string> Baselines)
{
    /// <summary>The same rows, every encoder trained with <paramref name="framework"/>.</summary>
    /// <exception cref="ArgumentException">The rows differ in their frameworks, which is what they are about.</exception>
    public ExperimentDesign With(string framework) => Arms.Select(arm => arm.Framework).OfType<string>().Distinct().Count() <= 1
        ? this with { Arms = [.. Arms.Select(arm => arm.Framework is null ? arm : arm with { Framework = framework })] }
        : throw new ArgumentException($"--framework does not go with {Name}, which compares frameworks.");
}
