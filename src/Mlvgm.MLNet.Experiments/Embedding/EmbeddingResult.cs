namespace Mlvgm.MLNet.Experiments.Embedding;

/// <summary>What an embedding wrote.</summary>
/// <param name="File">The file of features.</param>
/// <param name="Images">Images in it.</param>
/// <param name="Width">Features of an image.</param>
/// <param name="Classes">The names of the classes; empty where images have none.</param>
/// <param name="Skipped">The images left out because they do not decode, each with the reason.</param>
public sealed record EmbeddingResult(string File, int Images, int Width, IReadOnlyList<string> Classes, IReadOnlyList<string> Skipped);
