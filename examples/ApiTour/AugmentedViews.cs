using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Torch.Augmentation;
using static TorchSharp.torch;

namespace ApiTour;

/// <summary>Augmentation of batches, in which each image has draws of its own: the library's by name, and a chain of one's own.</summary>
public static class AugmentedViews
{
    /// <summary>Makes a view of the same images by each.</summary>
    /// <returns>The names of the steps, the shape of the view, and the largest difference between a second batch's image and the same image alone.</returns>
    public static IReadOnlyList<(string Steps, long[] Shape, float Difference)> Run()
    {
        var strength = new ColorJitterStrength { Brightness = 0.8, Hue = 0.2 };
        AugmentationOptions byName = new StandardAugmentationOptions("all") { ColorJitter = ColorJitterFlavour.Torchvision };
        AugmentationPreset preset = byName.Create(new ImageShape(3, 16, 16));
        var own = new AugmentationPipeline(
            new RandomResizedCrop(12, 12), new RandomHorizontalFlip(0.5), new ColorJitter(strength), new ColorJiggle(strength, probability: 0.3), new RandomGreyscale(0.2),
            new CentreCrop(8, 8), new Normalization([0.5f, 0.5f, 0.5f], [0.25f, 0.25f, 0.25f]));
        return [Apply(preset.Pipeline), Apply(own)];
    }

    static (string Steps, long[] Shape, float Difference) Apply(AugmentationPipeline pipeline)
    {
        using var scope = NewDisposeScope();
        using var images = rand(4, 3, 16, 16, generator: new Generator(1));
        var draws = new ViewDraws(Seed: 1, View: "anchor", Epoch: 0, FirstRow: 100);
        var views = pipeline.Apply(images, draws);
        // What happens to an image depends on its row, not on the batch that it is in.
        var third = pipeline.Apply(images.narrow(0, 2, 1), draws with { FirstRow = 102 });
        return (string.Join(" ", pipeline.Steps.Select((IAugmentation step) => step.Name)), views.shape, (views[2] - third[0]).abs().max().item<float>());
    }
}
