namespace Mlvgm.MLNet.Experiments.Embedding;

/// <summary>What decides features: parts of one folder all have the same.</summary>
/// <param name="EncoderSha256">The SHA-256 of the encoder's file.</param>
/// <param name="ImagesSha256">The SHA-256 of the images: of the pixels in memory, or of the files' names, lengths and times.</param>
/// <param name="Images">The number of images.</param>
sealed record EmbeddingKey(string EncoderSha256, string ImagesSha256, int Images);
