using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Seeding;
using Mlvgm.MLNet.Settings;
using Mlvgm.MLNet.Torch.Augmentation;
using static TorchSharp.torch;

namespace BringYourOwn;

/// <summary>Augmentation of one's own: images from above have no upright, so some are turned.</summary>
public sealed record QuarterTurnsOptions : AugmentationOptions
{
    /// <inheritdoc/>
    public override string Name => "quarter-turns";

    /// <summary>The share of images that are turned, in [0, 1].</summary>
    [Setting("Share of images that are turned.", Minimum = 0, Maximum = 1)]
    public double TurnShare { get; init; } = 0.75;

    /// <inheritdoc/>
    protected override AugmentationPreset Build(ImageShape images) => new(
        new AugmentationPipeline(new RandomResizedCrop(images.Height, images.Width), new QuarterTurns(TurnShare)), images.Height, images.Width);

    sealed class QuarterTurns(double share) : IAugmentation
    {
        public string Name => "quarter-turns";

        public Tensor Apply(Tensor images, in ViewDraws draws)
        {
            using var scope = NewDisposeScope();
            // A draw depends on the row, not on the batch: the same views for any batch size.
            var key = draws.KeyOf(Name);
            var turned = new List<Tensor>();
            for (int i = 0; i < images.shape[0]; i++)
            {
                var stream = new RandomStream(key.At(draws.FirstRow + i));
                int turns = stream.NextDouble() < share ? 1 + stream.NextInt32(3) : 0;
                turned.Add(images[i].rot90(turns, (1, 2)));
            }
            return stack(turned).MoveToOuterDisposeScope();
        }
    }
}
