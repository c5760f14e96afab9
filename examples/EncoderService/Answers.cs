namespace EncoderService;

/// <summary>The answer of <c>/features</c>.</summary>
/// <param name="Features">The encoder's output for the image.</param>
sealed record FeaturesAnswer(float[] Features);

/// <summary>The answer of <c>/class</c>.</summary>
/// <param name="Class">The class that most of the nearest references have.</param>
/// <param name="Share">The share of them that have it.</param>
sealed record ClassAnswer(string Class, double Share);

/// <summary>The answer of <c>/health</c>.</summary>
/// <param name="Status"><c>ok</c>.</param>
/// <param name="Encoder">The encoder's name.</param>
/// <param name="Waiting">Images that wait.</param>
/// <param name="Batches">Batches that were encoded.</param>
/// <param name="Images">Images that were encoded.</param>
sealed record HealthAnswer(string Status, string Encoder, int Waiting, long Batches, long Images);

/// <summary>The answer of <c>/ready</c>.</summary>
/// <param name="Status"><c>ready</c>, or <c>stopping</c> with status 503.</param>
sealed record ReadyAnswer(string Status);
