using Mlvgm.MLNet.Seeding;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Augmentation;

/// <summary>
/// Colour jitter as kornia's ColorJiggle does it, the paper's (docs/method/augmentation.md#colour-jitter): brightness is added (image + factor - 1), contrast
/// multiplies, saturation multiplies that of HSV, hue turns that of HSV; results are held in [0, 1]. Factors are drawn for each image,
/// the order of the four for the batch. Greyscale images have neither saturation nor hue.
/// </summary>
/// <example>See <c>examples/ApiTour/AugmentedViews.cs</c>.</example>
public sealed class ColorJiggle : IAugmentation
{
    const int Applied = 0, Brightness = 1, Contrast = 2, Saturation = 3, Hue = 4, Count = 7;
    const double Smallest = 1e-8;
    readonly ColorJitterStrength _strength;
    readonly double _probability;

    /// <summary>Creates the augmentation.</summary>
    /// <param name="strength">How far it goes; the paper's strength when null.</param>
    /// <param name="probability">The probability that an image is changed, in [0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public ColorJiggle(ColorJitterStrength? strength = null, double probability = 0.8)
    {
        _strength = strength ?? new ColorJitterStrength();
        _strength.Validate();
        _probability = Probability.Check(probability);
    }

    /// <inheritdoc/>
    public string Name => "color-jiggle";

    /// <inheritdoc/>
    public Tensor Apply(Tensor images, in ViewDraws draws)
    {
        Greyscale.CheckChannels(images);
        using var scope = NewDisposeScope();
        var parameters = Upload(DrawFactors(draws, (int)images.shape[0]), images.device);
        var changed = images;
        foreach (var operation in DrawOrder(draws)) changed = Change(changed, operation, parameters);
        return where(parameters.Column(Applied) > 0, changed, images).MoveToOuterDisposeScope();
    }

    internal ColorFactors[] DrawFactors(in ViewDraws draws, int batch)
    {
        var key = draws.KeyOf(Name);
        var factors = new ColorFactors[batch];
        for (int i = 0; i < batch; i++)
        {
            var stream = new RandomStream(key.At(draws.FirstRow + i));
            factors[i] = ColorFactors.Draw(ref stream, _strength, _probability);
        }
        return factors;
    }

    /// <summary>The order for the batch that begins at <see cref="ViewDraws.FirstRow"/>.</summary>
    internal ColorOperation[] DrawOrder(in ViewDraws draws)
    {
        var stream = new RandomStream(draws.KeyOf($"{Name}/order"));
        return ColorOrder.Draw(ref stream);
    }

    static SampleParameters Upload(ColorFactors[] factors, Device device)
    {
        var parameters = new SampleParameters(factors.Length, Count);
        for (int i = 0; i < factors.Length; i++)
        {
            var sample = parameters[i];
            var drawn = factors[i];
            sample[Applied] = drawn.Applied ? 1 : 0;
            (sample[Brightness], sample[Contrast], sample[Saturation]) = (drawn.Brightness - 1, drawn.Contrast, drawn.Saturation);
            HueRotation.Fill(sample[Hue..], drawn.Hue);
        }
        parameters.Upload(device);
        return parameters;
    }

    static Tensor Change(Tensor images, ColorOperation operation, SampleParameters parameters) => operation switch
    {
        ColorOperation.Brightness => (images + parameters.Column(Brightness)).clamp_(0, 1),
        ColorOperation.Contrast => (images * parameters.Column(Contrast)).clamp_(0, 1),
        _ when images.shape[1] == 1 => images,
        ColorOperation.Saturation => Saturate(images, parameters.Column(Saturation)),
        _ => HueRotation.Apply(images, parameters.Column(Hue, 3)),
    };

    /// <summary>At fixed hue and V, every channel's distance from V grows with S, whose largest value is 1, where the smallest channel is 0.</summary>
    static Tensor Saturate(Tensor images, Tensor factors)
    {
        using var scope = NewDisposeScope();
        var largest = images.amax([1], keepdim: true);
        var range = (largest - images.amin([1], keepdim: true)).clamp_(min: Smallest);
        return lerp(largest, images, factors.minimum(largest / range)).MoveToOuterDisposeScope();
    }
}
