using Mlvgm.MLNet.Seeding;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Augmentation;

/// <summary>Mirrors each image left to right with some probability.</summary>
/// <example>See <c>examples/ApiTour/AugmentedViews.cs</c>.</example>
public sealed class RandomHorizontalFlip : IAugmentation
{
    /// <summary>Creates the augmentation.</summary>
    /// <param name="probability">The probability of mirroring, in [0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">The probability is not in [0, 1].</exception>
    public RandomHorizontalFlip(double probability = 0.5) => Probability = Augmentation.Probability.Check(probability);

    /// <inheritdoc/>
    public string Name => "horizontal-flip";

    /// <summary>The probability of mirroring.</summary>
    public double Probability { get; }

    /// <inheritdoc/>
    public Tensor Apply(Tensor images, in ViewDraws draws)
    {
        ArgumentNullException.ThrowIfNull(images);
        using var scope = NewDisposeScope();
        var parameters = new SampleParameters((int)images.shape[0], 1);
        var key = draws.KeyOf(Name);
        for (int i = 0; i < images.shape[0]; i++) parameters[i][0] = Flips(key.At(draws.FirstRow + i)) ? 1 : 0;
        parameters.Upload(images.device);
        return where(parameters.Column(0) > 0, images.flip(3), images).MoveToOuterDisposeScope();
    }

    internal bool Flips(in SeedKey key) => new RandomStream(key).NextDouble() < Probability;
}
