using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Onnx;

namespace Mlvgm.MLNet.Evaluation.Labels;

/// <summary>Checks that images go together with each other and with an encoder, before anything is computed.</summary>
/// <example>See <c>examples/ApiTour/DataFindings.cs</c>.</example>
public static class ImageSets
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
        if (ClassAgreement.Renumber(train.ClassNames, test.ClassNames) is not null)
            throw new ArgumentException("The training and the test images have their classes in another order: read both with one list of classes.", nameof(test));
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
}
