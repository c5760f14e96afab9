using Mlvgm.MLNet.Encoders;
using Mlvgm.MLNet.Runs;
using Mlvgm.MLNet.Settings;
using Mlvgm.MLNet.Torch.Augmentation;
using Mlvgm.MLNet.Torch.Backbones;
using Mlvgm.MLNet.Torch.Devices;
using Mlvgm.MLNet.Training;

namespace Mlvgm.MLNet.FineTuning;

public sealed partial class FineTuningTrainer
{
    /// <summary>
    /// How a classifier is trained and exported: a record for each concern, as of an encoder's training (docs/training.md). Everything is checked, and all that is
    /// wrong is said at once, when a trainer is constructed.
    /// </summary>
    public sealed record Options : ISettings
    {
        /// <summary>The network below the classifying layer: random weights, an ONNX network's, or those of <see cref="BackboneOptions.InitialWeights"/>.</summary>
        public BackboneOptions Backbone { get; init; } = new ResNetOptions(ResNetOptions.DefaultName);

        /// <summary>T_x, which changes every image anew each time that it is learned from.</summary>
        public AugmentationOptions Augmentation { get; init; } = new StandardAugmentationOptions("crop-flip");

        /// <summary>The images that the classifier takes.</summary>
        public ImageOptions Images { get; init; } = new();

        /// <summary>Smoothing, weights of classes, the rate of the classifying layer, what is held out.</summary>
        public ClassificationOptions Classification { get; init; } = new();

        /// <summary>Steps, batches, learning rate of the backbone, seed, early stopping. Batches are of single images.</summary>
        public TrainingOptions Training { get; init; } = new()
        {
            BatchSize = 32,
            Steps = 500,
            LearningRate = 0.02,
            WarmupSteps = 20,
            FinalLearningRateShare = 0.01,
        };

        /// <summary>How image files are read.</summary>
        public ImageFileOptions Files { get; init; } = new();

        /// <summary>Where the run is kept.</summary>
        public RunOptions Run { get; init; } = new();

        /// <inheritdoc cref="DeviceSettingAttribute"/>
        [DeviceSetting]
        public string Device { get; init; } = DeviceChoice.Auto;

        /// <summary>The largest difference between module and ONNX Runtime that an export may have.</summary>
        [Setting("The largest difference between module and exported graph.", Above = 0, IsFree = true)]
        public double MaximumOnnxDifference { get; init; } = 1e-4;

        /// <summary>
        /// Ends training after the current step. The state is kept, so that the run can be resumed, and nothing is exported unless
        /// <see cref="RunOptions.KeepPartial"/> asks for it.
        /// </summary>
        public CancellationToken CancellationToken { get; init; }
    }
}
