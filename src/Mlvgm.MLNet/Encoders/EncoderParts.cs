using Mlvgm.MLNet.Frameworks.Contracts;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Torch.Backbones;

namespace Mlvgm.MLNet.Encoders;

/// <summary>The networks of an encoder in training, and what is done to images before they reach them.</summary>
sealed class EncoderParts : IDisposable
{
    /// <param name="shape">The shape of every image.</param>
    /// <param name="options">The options.</param>
    /// <param name="streamed">Whether pairs are streamed from files, so that the source does the augmentation's first steps.</param>
    /// <exception cref="ArgumentException">There is no such backbone, framework or augmentation, or an option is outside its range.</exception>
    public EncoderParts(ImageShape shape, SelfSupervisedEncoderEstimator.Options options, bool streamed)
    {
        Images = new ImagePreparation(shape, options.Images, options.Augmentation, streamed);
        ulong seed = options.Training.Seed;
        Backbone = options.Backbone.Create(new BackboneInput(shape, seed));
        Framework = options.Framework.Create(new FrameworkInput(Backbone.FeatureWidth, Backbone.Copy, seed));
    }

    /// <summary>What is done to images.</summary>
    public ImagePreparation Images { get; }

    /// <summary>The encoder.</summary>
    public Backbone Backbone { get; }

    /// <summary>The loss and its heads.</summary>
    public ISelfSupervisedFramework Framework { get; }

    public void Dispose()
    {
        Backbone.Network.Dispose();
        Framework.Heads.Dispose();
    }
}
