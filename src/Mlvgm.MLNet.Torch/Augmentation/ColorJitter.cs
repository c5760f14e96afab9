using Mlvgm.MLNet.Seeding;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Augmentation;

/// <summary>
/// Colour jitter as torchvision's ColorJitter does it: brightness multiplies, contrast blends with the image's mean brightness, saturation
/// with each pixel's own, hue turns that of HSV; results are held in [0, 1]. Factors and the order of the four are drawn for each
/// image. Greyscale images have neither saturation nor hue.
/// </summary>
/// <remarks>
/// All but hue are one formula, clamp(a x + b grey + c mean grey). So the whole batch goes through three such blends, hue, and three more:
/// those that come before hue in an image's order are its first ones, the others follow it, and what is left over changes nothing.
/// </remarks>
/// <example>See <c>examples/ApiTour/AugmentedViews.cs</c>.</example>
public sealed class ColorJitter : IAugmentation
{
    const int Applied = 0, Hue = 1, Blends = 4, BlendSize = 3, BlendsOnASide = 3, Count = Blends + 2 * BlendsOnASide * BlendSize;
    readonly ColorJitterStrength _strength;
    readonly double _probability;

    /// <summary>Creates the augmentation.</summary>
    /// <param name="strength">How far it goes; the paper's strength when null.</param>
    /// <param name="probability">The probability that an image is changed, in [0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public ColorJitter(ColorJitterStrength? strength = null, double probability = 0.8)
    {
        _strength = strength ?? new ColorJitterStrength();
        _strength.Validate();
        _probability = Probability.Check(probability);
    }

    /// <inheritdoc/>
    public string Name => "color-jitter";

    /// <inheritdoc/>
    public Tensor Apply(Tensor images, in ViewDraws draws)
    {
        Greyscale.CheckChannels(images);
        bool colours = images.shape[1] == 3;
        using var scope = NewDisposeScope();
        var parameters = Upload(Draw(draws, (int)images.shape[0]), colours, images.device);
        var changed = images;
        for (int blend = 0; blend < BlendsOnASide; blend++) changed = Blend(changed, parameters, blend);
        if (colours) changed = HueRotation.Apply(changed, parameters.Column(Hue, 3));
        for (int blend = BlendsOnASide; blend < 2 * BlendsOnASide; blend++) changed = Blend(changed, parameters, blend);
        return where(parameters.Column(Applied) > 0, changed, images).MoveToOuterDisposeScope();
    }

    internal (ColorFactors Factors, ColorOperation[] Order)[] Draw(in ViewDraws draws, int batch)
    {
        var key = draws.KeyOf(Name);
        var drawn = new (ColorFactors, ColorOperation[])[batch];
        for (int i = 0; i < batch; i++)
        {
            var stream = new RandomStream(key.At(draws.FirstRow + i));
            drawn[i] = (ColorFactors.Draw(ref stream, _strength, _probability), ColorOrder.Draw(ref stream));
        }
        return drawn;
    }

    static SampleParameters Upload((ColorFactors Factors, ColorOperation[] Order)[] drawn, bool colours, Device device)
    {
        var parameters = new SampleParameters(drawn.Length, Count);
        for (int i = 0; i < drawn.Length; i++)
        {
            var (factors, order) = drawn[i];
            var sample = parameters[i];
            sample[Applied] = factors.Applied ? 1 : 0;
            HueRotation.Fill(sample[Hue..], factors.Hue);
            for (int blend = 0; blend < 2 * BlendsOnASide; blend++) FillBlend(sample, blend, 1, 0, 0);
            int next = 0;
            foreach (var operation in order)
            {
                switch (operation)
                {
                    case ColorOperation.Brightness:
                        FillBlend(sample, next++, factors.Brightness, 0, 0);
                        break;
                    case ColorOperation.Contrast:
                        FillBlend(sample, next++, factors.Contrast, 0, 1 - factors.Contrast);
                        break;
                    case ColorOperation.Saturation when colours:
                        FillBlend(sample, next++, factors.Saturation, 1 - factors.Saturation, 0);
                        break;
                    case ColorOperation.Hue:
                        next = BlendsOnASide;
                        break;
                }
            }
        }
        parameters.Upload(device);
        return parameters;
    }

    static void FillBlend(Span<float> sample, int blend, float image, float grey, float mean)
    {
        var weights = sample.Slice(Blends + blend * BlendSize, BlendSize);
        (weights[0], weights[1], weights[2]) = (image, grey, mean);
    }

    static Tensor Blend(Tensor images, SampleParameters parameters, int blend)
    {
        using var scope = NewDisposeScope();
        int first = Blends + blend * BlendSize;
        var grey = Greyscale.Of(images);
        var added = (grey * parameters.Column(first + 1)).addcmul_(parameters.Column(first + 2), grey.mean([2, 3], keepdim: true), 1);
        return added.addcmul(parameters.Column(first), images, 1).clamp_(0, 1).MoveToOuterDisposeScope();
    }
}
