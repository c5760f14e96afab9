using Mlvgm.MLNet.Seeding;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Augmentation;

/// <summary>Takes the colours from each image with some probability; images of one channel stay as they are.</summary>
/// <example>See <c>examples/ApiTour/AugmentedViews.cs</c>.</example>
public sealed class RandomGreyscale : IAugmentation
{
    readonly double _probability;

    /// <summary>Creates the augmentation.</summary>
    /// <param name="probability">The probability that an image loses its colours, in [0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">The probability is not in [0, 1].</exception>
    public RandomGreyscale(double probability = 0.2) => _probability = Probability.Check(probability);

    /// <inheritdoc/>
    public string Name => "greyscale";

    /// <inheritdoc/>
    public Tensor Apply(Tensor images, in ViewDraws draws)
    {
        Greyscale.CheckChannels(images);
        if (images.shape[1] == 1) return images;
        using var scope = NewDisposeScope();
        var parameters = new SampleParameters((int)images.shape[0], 1);
        var key = draws.KeyOf(Name);
        for (int i = 0; i < images.shape[0]; i++) parameters[i][0] = LosesColours(key.At(draws.FirstRow + i)) ? 1 : 0;
        parameters.Upload(images.device);
        return where(parameters.Column(0) > 0, Greyscale.Of(images), images).MoveToOuterDisposeScope();
    }

    internal bool LosesColours(in SeedKey key) => new RandomStream(key).NextDouble() < _probability;
}
