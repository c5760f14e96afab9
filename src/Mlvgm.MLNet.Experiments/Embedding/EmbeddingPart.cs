namespace Mlvgm.MLNet.Experiments.Embedding;

/// <summary>The features of consecutive images.</summary>
/// <param name="Images">The number of each image in the dataset; those left out are missing.</param>
/// <param name="Features">[images, feature width], row-major.</param>
/// <param name="Skipped">The images left out, each with the reason.</param>
sealed record EmbeddingPart(int[] Images, float[] Features, string[] Skipped);
