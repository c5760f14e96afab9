using Microsoft.ML;
using Mlvgm.MLNet.Frameworks.Contracts;
using Mlvgm.MLNet.Frameworks.SimSiam;
using Mlvgm.MLNet.Runs;
using Mlvgm.MLNet.Settings;
using Mlvgm.MLNet.Torch.Augmentation;
using Mlvgm.MLNet.Torch.Backbones;
using Mlvgm.MLNet.Torch.Devices;
using Mlvgm.MLNet.Training;
using Mlvgm.MLNet.Training.Monitors;

namespace Mlvgm.MLNet.Encoders;

public sealed partial class SelfSupervisedEncoderEstimator
{
    /// <summary>
    /// How an encoder is trained and exported: a record for each concern. The defaults are the paper's for SimSiam (docs/method/frameworks.md); names, ranges and
    /// meanings are in docs/training.md. Everything is checked, and all that is wrong is said at once, when an estimator is constructed.
    /// </summary>
    public sealed record Options : ISettings
    {
        /// <summary>The framework: loss, heads, momentum encoder.</summary>
        public FrameworkOptions Framework { get; init; } = new SimSiamOptions();

        /// <summary>The network that becomes the encoder.</summary>
        public BackboneOptions Backbone { get; init; } = new ResNetOptions(ResNetOptions.DefaultName);

        /// <summary>
        /// T_x, which changes both views of a pair. The paper's sets (<c>all</c>, <c>no-color</c>, <c>no-crop</c>, <c>none</c>) train on 0.875 of the
        /// image's side, and the encoder then looks at the centre of its images.
        /// </summary>
        public AugmentationOptions Augmentation { get; init; } = new StandardAugmentationOptions("crop-flip");

        /// <summary>The images that the encoder takes.</summary>
        public ImageOptions Images { get; init; } = new();

        /// <summary>How image files are read that are not in memory.</summary>
        public ImageFileOptions Files { get; init; } = new();

        /// <summary>Steps, batches, learning rate, seed, early stopping.</summary>
        public TrainingOptions Training { get; init; } = new();

        /// <summary>What looks at the encoder from time to time; nearest neighbours need <see cref="LabelledImages"/>.</summary>
        public MonitorOptions Monitor { get; init; } = new KnnMonitorOptions();

        /// <summary>Where the run is kept.</summary>
        public RunOptions Run { get; init; } = new();

        /// <inheritdoc cref="DeviceSettingAttribute"/>
        [DeviceSetting]
        public string Device { get; init; } = DeviceChoice.Auto;

        /// <summary>
        /// Whether matrix products and convolutions on CUDA may use TF32, for the whole process (<see cref="Torch.Devices.TensorFloat32"/>).
        /// Without effect on a CPU.
        /// </summary>
        [Setting("Whether matrix products and convolutions on CUDA may use TF32.", Option = "tf32")]
        public bool TensorFloat32 { get; init; } = true;

        /// <summary>The largest difference between module and ONNX Runtime that an export may have.</summary>
        [Setting("The largest difference between module and exported graph.", Above = 0, IsFree = true)]
        public double MaximumOnnxDifference { get; init; } = 1e-4;

        /// <summary>The column of the other view. When null: a generated view's own; else augmentation makes both views.</summary>
        public string? PositiveColumnName { get; init; }

        /// <summary>
        /// Labelled images on which nearest neighbours are classified from time to time, in a column of the input column's name and shape
        /// (<see cref="Training.Monitors"/>); nothing is measured when null. They are read into memory, and never trained on.
        /// </summary>
        public IDataView? LabelledImages { get; init; }

        /// <summary>The column of classes in <see cref="LabelledImages"/>.</summary>
        public string LabelColumnName { get; init; } = "Label";

        /// <summary>
        /// Ends training after the current step. The state is kept, so that the run can be resumed, and nothing is exported unless
        /// <see cref="RunOptions.KeepPartial"/> asks for it.
        /// </summary>
        public CancellationToken CancellationToken { get; init; }
    }
}
