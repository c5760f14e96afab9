namespace Mlvgm.MLNet.Experiments.Embedding;

/// <summary>What decides features: parts of one folder all have the same.</summary>
/// <param name="EncoderSha256">The SHA-256 of the encoder's file.</param>
/// <param name="ImagesSha256">The SHA-256 of the images' identity: pixels or the bytes of files, labels, class names and shape.</param>
/// <param name="Images">The number of images.</param>
sealed record EmbeddingKey(string EncoderSha256, string ImagesSha256, int Images);
