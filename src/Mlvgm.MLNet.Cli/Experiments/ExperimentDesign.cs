namespace Mlvgm.MLNet.Cli.Experiments;

/// <summary>A table of the paper: which encoders are trained, and which are compared.</summary>
/// <param name="Name">What scripts call it.</param>
/// <param name="Title">What the table is about.</param>
/// <param name="Arms">The rows.</param>
/// <param name="Treatment">The row whose advantage is the question; null where every row is compared with the first.</param>
/// <param name="Baselines">The rows of which the best is what the others are compared with.</param>
sealed record ExperimentDesign(
    string Name, string Title, IReadOnlyList<ExperimentArm> Arms, string? Treatment, IReadOnlyList<string> Baselines);
