using Microsoft.ML;
using Mlvgm.MLNet.Encoders;
using Mlvgm.MLNet.Frameworks.Contracts;
using Mlvgm.MLNet.Streaming;
using Mlvgm.MLNet.Torch.Augmentation;
using Mlvgm.MLNet.Torch.Backbones;
using Mlvgm.MLNet.Views;

namespace BringYourOwn;

/// <summary>Trains an encoder whose parts are all one's own.</summary>
public static class Training
{
    /// <summary>Trains on views of the waves and leaves a run directory.</summary>
    /// <param name="framework">Loss and heads.</param>
    /// <param name="backbone">The network.</param>
    /// <param name="augmentation">T_x.</param>
    /// <param name="runDirectory">The run directory; what is in it is replaced.</param>
    /// <param name="steps">Optimiser steps.</param>
    public static TrainedEncoder Run(
        FrameworkOptions framework, BackboneOptions backbone, AugmentationOptions augmentation, string runDirectory, int steps)
    {
        using var generator = new WavesGenerator();
        var ml = new MLContext(seed: 1);
        var strategy = ViewStrategy.PerLatent(
            "same waves, other tint",
            ("direction", new BlendPerturbation(0.1)),
            ("tint", new ResamplePerturbation()));
        var views = ml.Data.LoadFromGenerator(generator, strategy, new GeneratedDataView.Options { Seed = 1, AnchorColumnName = "Image" });
        return ml.Transforms.SelfSupervisedEncoder("Features", "Image", new SelfSupervisedEncoderEstimator.Options
        {
            Framework = framework,
            Backbone = backbone,
            Augmentation = augmentation,
            Monitor = new LiveFeaturesOptions(),
            Training = new() { BatchSize = 32, Steps = steps, LearningRate = 0.5 },
            Run = new() { Directory = runDirectory, Existing = Mlvgm.MLNet.Runs.ExistingRun.Replace },
        }).Train(views);
    }
}
