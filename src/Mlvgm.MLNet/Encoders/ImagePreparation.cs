using Mlvgm.MLNet.Data.Images;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.OnnxExport.Inputs;
using Mlvgm.MLNet.Torch.Augmentation;
using Mlvgm.MLNet.Training.Streaming;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Encoders;

/// <summary>What is done to images before they reach a network: in training, and in the graph that is exported.</summary>
sealed class ImagePreparation
{
    readonly ImageShape _shape;

    /// <param name="shape">The shape of every image.</param>
    /// <param name="images">What the network takes.</param>
    /// <param name="augmentation">T_x.</param>
    /// <param name="streamed">Whether images are streamed from files, so that their source does the augmentation's first steps.</param>
    /// <exception cref="ArgumentException">There is no such augmentation, or the options are not those of such images.</exception>
    public ImagePreparation(ImageShape shape, ImageOptions images, AugmentationOptions augmentation, bool streamed = false)
    {
        _shape = shape;
        PixelMaximum = images.PixelMaximum;
        Normalization = new OnnxNormalization(
            PerChannel(images.Mean, nameof(ImageOptions.Mean)), PerChannel(images.StandardDeviation, nameof(ImageOptions.StandardDeviation)), PixelMaximum);
        Views = augmentation.Create(shape);
        Steps = streamed ? ReadSteps.Of(Views.Pipeline) : ReadSteps.None(Views.Pipeline);
    }

    /// <summary>The value of a white pixel in the images that the exported network takes.</summary>
    public float PixelMaximum { get; }

    /// <summary>What the exported graph does to pixels.</summary>
    public OnnxNormalization Normalization { get; }

    /// <summary>T_x, without normalisation.</summary>
    public AugmentationPreset Views { get; }

    /// <summary>What the source of images does of T_x, and what is left of it, without normalisation.</summary>
    public ReadSteps Steps { get; }

    /// <summary>T_x and normalisation: what stands between what the source gives and the network in training.</summary>
    public AugmentationPipeline Augmentation =>
        new([.. Steps.Rest.Steps, new Normalization(Normalization.Mean, Normalization.StandardDeviation)]);

    /// <summary>Where views are smaller than images, the network looks at as much of an image (docs/method/augmentation.md#the-sets).</summary>
    public OnnxCentreCrop? CentreCrop => (Views.ViewHeight, Views.ViewWidth) == (_shape.Height, _shape.Width)
        ? null
        : new OnnxCentreCrop(Views.ViewHeight, Views.ViewWidth);

    /// <summary>
    /// How the encoder's images are brought to its size: where views are cut from full pictures, small ones are enlarged as their views were, rather than stand on black.
    /// </summary>
    public ImageResize Resize => Steps.Crop is null ? ImageResize.Fit : ImageResize.Crop;

    /// <summary>The input of the exported graph.</summary>
    public OnnxInput Input(string name) => new(name, _shape.Channels, _shape.Height, _shape.Width)
    {
        Normalization = Normalization,
        CentreCrop = CentreCrop,
    };

    /// <summary>What stands between images in [0, 1] and the network once it is trained.</summary>
    public Tensor Prepare(Tensor images) =>
        new Normalization(Normalization.Mean, Normalization.StandardDeviation).Apply(CentreCrop?.Apply(images) ?? images, default);

    IReadOnlyList<float> PerChannel(IReadOnlyList<float> values, string option) => values.Count switch
    {
        1 => [.. Enumerable.Repeat(values[0], _shape.Channels)],
        int count when count == _shape.Channels => values,
        int count => throw new ArgumentException(
            $"{option} has {count} values, but images of {_shape} have {_shape.Channels} channel(s): give one, or one for each channel."),
    };
}
