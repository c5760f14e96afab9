using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Onnx;

namespace Mlvgm.MLNet.Evaluation.Labels;

/// <summary>Checks that images go together with each other and with an encoder, before anything is computed.</summary>
static class ImageSets
{
    /// <summary>Checks training and test images.</summary>
    /// <exception cref="ArgumentException">One is empty or has no labels, or they differ in shape or classes; the message says how.</exception>
    public static void Check(IImageSet train, IImageSet test)
    {
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(test);
        CheckLabelled(train, "training", nameof(train));
        CheckLabelled(test, "test", nameof(test));
        if (train.Shape != test.Shape)
            throw new ArgumentException($"The training images are {train.Shape}, the test images {test.Shape}.", nameof(test));
        if (!train.ClassNames.SequenceEqual(test.ClassNames, StringComparer.Ordinal)) throw new ArgumentException(Difference(train, test), nameof(test));
    }

    /// <summary>Checks training and test images, and that they are what an encoder takes.</summary>
    /// <exception cref="ArgumentException">They do not fit together, or not the encoder; the message says how.</exception>
    public static void Check(IImageSet train, IImageSet test, EncoderCard encoder)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        Check(train, test);
        if (train.Shape != encoder.InputShape)
            throw new ArgumentException($"The images are {train.Shape}, the encoder '{encoder.Name}' takes {encoder.InputShape}: read them at that size.", nameof(train));
    }

    static void CheckLabelled(IImageSet images, string name, string parameter)
    {
        if (images.Count == 0) throw new ArgumentException($"There is no {name} image.", parameter);
        if (images.Labels.Count == 0) throw new ArgumentException($"The {name} images have no labels.", parameter);
    }

    static string Difference(IImageSet train, IImageSet test)
    {
        string[] missing = [.. train.ClassNames.Except(test.ClassNames)], added = [.. test.ClassNames.Except(train.ClassNames)];
        string text = $"The training images have {train.ClassNames.Count} classes, the test images {test.ClassNames.Count}";
        if (missing.Length > 0) text += $"; the test images lack '{missing[0]}'";
        if (added.Length > 0) text += $"; the training images lack '{added[0]}'";
        return missing.Length + added.Length == 0 ? text + ", in another order." : text + ".";
    }
}
