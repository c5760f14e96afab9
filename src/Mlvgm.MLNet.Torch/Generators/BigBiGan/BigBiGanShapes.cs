namespace Mlvgm.MLNet.Torch.Generators.BigBiGan;

/// <summary>Reads a BigBiGAN's configuration off the names and shapes of its state dictionary (docs/method/bigbigan.md#state-dictionary).</summary>
static class BigBiGanShapes
{
    /// <summary>The configuration that a state dictionary was written with.</summary>
    /// <param name="shapeOf">The shape of the tensor of that name; null where there is none.</param>
    /// <param name="origin">The file that errors name.</param>
    /// <exception cref="InvalidDataException">The tensors are not those of a BigBiGAN generator; the message names one.</exception>
    public static BigBiGanConfiguration Infer(Func<string, IReadOnlyList<long>?> shapeOf, string origin)
    {
        int blocks = 0;
        while (shapeOf($"blocks.{blocks}.0.conv1.weight") is not null) blocks++;
        if (BigBiGanConfiguration.ResolutionOf(blocks) is not { } resolution)
            throw new InvalidDataException($"'{origin}' holds no BigBiGAN generator: it has {blocks} blocks; 3 to 7 are known.");
        var embedding = Shape("shared.weight", 2);
        var bottom = Shape("linear.weight", 2);
        long inputs = Shape("blocks.0.0.conv1.weight", 4)[1];
        int multiplier = BigBiGanConfiguration.FirstMultiplier(resolution);
        if (inputs % multiplier != 0)
            throw new InvalidDataException($"'{origin}': the {inputs} channels of block 0 are no multiple of {multiplier}.");
        var configuration = new BigBiGanConfiguration
        {
            Resolution = resolution,
            Channels = Bounded(inputs / multiplier),
            LatentSize = Bounded(bottom[1]),
            Classes = Bounded(embedding[0]),
            EmbeddingWidth = Bounded(embedding[1]),
            AttentionResolutions = [.. Enumerable.Range(0, blocks)
                .Where(block => shapeOf($"blocks.{block}.1.gamma") is not null)
                .Select(BigBiGanConfiguration.ResolutionAfter)],
        };
        try
        {
            configuration.Validate();
            return configuration;
        }
        catch (ArgumentException e)
        {
            throw new InvalidDataException($"'{origin}': {e.Message}", e);
        }

        IReadOnlyList<long> Shape(string name, int dimensions) => shapeOf(name) is { } shape && shape.Count == dimensions
            ? shape
            : throw new InvalidDataException($"'{origin}' holds no BigBiGAN generator: it has no tensor '{name}' of {dimensions} dimensions.");
    }

    // Too large a number becomes one that the configuration's own check refuses.
    static int Bounded(long value) => (int)Math.Min(value, int.MaxValue);
}
