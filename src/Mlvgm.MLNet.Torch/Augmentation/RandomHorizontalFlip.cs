using Mlvgm.MLNet.Seeding;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Augmentation;

/// <summary>Mirrors each image left to right with some probability.</summary>
public sealed class RandomHorizontalFlip : IAugmentation
{
    /// <summary>Creates the augmentation.</summary>
    /// <param name="probability">The probability of mirroring, in [0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">The probability is not in [0, 1].</exception>
    public RandomHorizontalFlip(double probability = 0.5)
    {
        if (!(probability is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "A probability lies in [0, 1].");
        Probability = probability;
    }

    /// <inheritdoc/>
    public string Name => "horizontal-flip";

    /// <summary>The probability of mirroring.</summary>
    public double Probability { get; }

    /// <inheritdoc/>
    public Tensor Apply(Tensor images, in ViewDraws draws)
    {
        int batch = (int)images.shape[0];
        var key = draws.KeyOf(Name);
        var flips = new float[batch];
        for (int i = 0; i < batch; i++) flips[i] = Flips(key.At(draws.FirstRow + i)) ? 1 : 0;
        var mask = tensor(flips, [batch, 1, 1, 1], device: images.device) > 0.5f;
        return where(mask, images.flip(3), images);
    }

    internal bool Flips(in SeedKey key) => new RandomStream(key).NextDouble() < Probability;
}
