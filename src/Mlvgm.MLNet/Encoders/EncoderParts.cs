using Mlvgm.MLNet.Frameworks.Contracts;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.OnnxExport.Inputs;
using Mlvgm.MLNet.Torch.Augmentation;
using Mlvgm.MLNet.Torch.Backbones;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Encoders;

/// <summary>The networks of an encoder in training, and what is done to images before they reach them.</summary>
sealed class EncoderParts : IDisposable
{
    readonly ImageShape _shape;

    /// <param name="shape">The shape of every image.</param>
    /// <param name="options">The options.</param>
    /// <param name="cropsAreRead">Whether the source of pairs cuts random crops, where the augmentation begins with them.</param>
    /// <exception cref="ArgumentException">There is no such backbone, framework or augmentation, or an option is outside its range.</exception>
    public EncoderParts(ImageShape shape, SelfSupervisedEncoderEstimator.Options options, bool cropsAreRead)
    {
        _shape = shape;
        PixelMaximum = options.Images.PixelMaximum;
        Normalization = new OnnxNormalization(
            PerChannel(options.Images.Mean, nameof(ImageOptions.Mean)),
            PerChannel(options.Images.StandardDeviation, nameof(ImageOptions.StandardDeviation)), PixelMaximum);
        Views = options.Augmentation.Create(shape);
        Crop = cropsAreRead && Views.Pipeline.Steps is [RandomResizedCrop crop, ..] ? crop : null;
        Steps = Crop is null ? Views.Pipeline : new AugmentationPipeline([.. Views.Pipeline.Steps.Skip(1)]);
        ulong seed = options.Training.Seed;
        Backbone = options.Backbone.Create(new BackboneInput(shape, seed));
        Framework = options.Framework.Create(new FrameworkInput(Backbone.FeatureWidth, Backbone.Copy, seed));
    }

    /// <summary>The value of a white pixel in the images that the exported encoder takes.</summary>
    public float PixelMaximum { get; }

    /// <summary>What the exported graph does to pixels.</summary>
    public OnnxNormalization Normalization { get; }

    /// <summary>T_x, without normalisation.</summary>
    public AugmentationPreset Views { get; }

    /// <summary>The random crop that the source of pairs cuts; null where it cuts none.</summary>
    public RandomResizedCrop? Crop { get; }

    /// <summary>What is left of T_x behind the source, without normalisation.</summary>
    public AugmentationPipeline Steps { get; }

    /// <summary>The encoder.</summary>
    public Backbone Backbone { get; }

    /// <summary>The loss and its heads.</summary>
    public ISelfSupervisedFramework Framework { get; }

    /// <summary>T_x and normalisation: what stands between what the source gives and the network in training.</summary>
    public AugmentationPipeline Augmentation =>
        new([.. Steps.Steps, new Normalization(Normalization.Mean, Normalization.StandardDeviation)]);

    /// <summary>Where views are smaller than images, the encoder looks at as much of an image (docs/method/augmentation.md#the-sets).</summary>
    public OnnxCentreCrop? CentreCrop => (Views.ViewHeight, Views.ViewWidth) == (_shape.Height, _shape.Width)
        ? null
        : new OnnxCentreCrop(Views.ViewHeight, Views.ViewWidth);

    /// <summary>What stands between images in [0, 1] and the network once it is trained.</summary>
    public Tensor Prepare(Tensor images) =>
        new Normalization(Normalization.Mean, Normalization.StandardDeviation).Apply(CentreCrop?.Apply(images) ?? images, default);

    public void Dispose()
    {
        Backbone.Network.Dispose();
        Framework.Heads.Dispose();
    }

    IReadOnlyList<float> PerChannel(IReadOnlyList<float> values, string option) => values.Count switch
    {
        1 => [.. Enumerable.Repeat(values[0], _shape.Channels)],
        int count when count == _shape.Channels => values,
        int count => throw new ArgumentException(
            $"{option} has {count} values, but images of {_shape} have {_shape.Channels} channel(s): give one, or one for each channel."),
    };
}
