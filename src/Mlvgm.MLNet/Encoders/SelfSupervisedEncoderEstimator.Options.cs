using System.Text.Json.Serialization;
using Microsoft.ML;
using Mlvgm.MLNet.Frameworks;
using Mlvgm.MLNet.Runs;
using Mlvgm.MLNet.Torch.Augmentation;
using Mlvgm.MLNet.Torch.Backbones;
using Mlvgm.MLNet.Training;
using Mlvgm.MLNet.Training.Monitors;

namespace Mlvgm.MLNet.Encoders;

public sealed partial class SelfSupervisedEncoderEstimator
{
    /// <summary>How an encoder is trained and exported. The defaults are the paper's for SimSiam (docs/method/frameworks.md).</summary>
    public sealed class Options
    {
        /// <summary>The framework; see <see cref="FrameworkRegistry.Names"/>.</summary>
        public string Framework = "SimSiam";

        /// <summary>τ of SimCLR's loss; positive.</summary>
        public double Temperature = 0.1;

        /// <summary>The share of itself that BYOL's target keeps at each step, in [0, 1].</summary>
        public double TargetMomentum = 0.996;

        /// <summary>Whether that share stays, as in the paper, or rises to 1.</summary>
        public MomentumSchedule TargetMomentumSchedule = MomentumSchedule.Constant;

        /// <summary>The backbone; see <see cref="BackboneRegistry.Names"/>.</summary>
        public string Backbone = "resnet18";

        /// <summary>Channels after the backbone's first layer; features are 8 times as wide, those of resnet50 32 times. 64 is the standard network.</summary>
        public int Width = 64;

        /// <summary>
        /// Whether every residual block starts as the identity, as in the official SimSiam. Short runs learn more without: see
        /// docs/results/quickstart-sweep.md.
        /// </summary>
        public bool ZeroInitialResiduals = true;

        /// <summary>
        /// A file of weights from which the backbone starts (<see cref="BackboneWeights"/>), such as torchvision's or those of another run; random
        /// ones when null.
        /// </summary>
        public string? InitialWeights;

        /// <summary>The column of the other view. When null: a generated view's own; else augmentation makes both views.</summary>
        public string? PositiveColumnName;

        /// <summary>
        /// The range of pixel values in the images that the encoder takes, here and wherever it is used. A generated view has pixels in
        /// [0, 1] all the same, so an encoder that learned from one can be made for 0..255.
        /// </summary>
        public PixelRange PixelRange = PixelRange.ZeroToOne;

        /// <summary>Mean of pixels in [0, 1]: one for every channel, or one of each channel. Part of the exported graph.</summary>
        public IReadOnlyList<float> Mean = [0.5f];

        /// <summary>Standard deviation of pixels in [0, 1], in the same way; positive. Part of the exported graph.</summary>
        public IReadOnlyList<float> StandardDeviation = [0.5f];

        /// <summary>Pairs of views in a step; at least 2.</summary>
        public int BatchSize = 256;

        /// <summary>Optimiser steps; 0 exports the untrained encoder, the baseline of a comparison.</summary>
        public int Steps = 1000;

        /// <summary>The learning rate per 256 pairs; the peak is this times <see cref="BatchSize"/> / 256.</summary>
        public double LearningRate = 0.05;

        /// <summary>Momentum of stochastic gradient descent, in [0, 1].</summary>
        public double Momentum = 0.9;

        /// <summary>Weight decay of every parameter.</summary>
        public double WeightDecay = 1e-4;

        /// <summary>Steps over which the learning rate rises linearly from 0.</summary>
        public int WarmupSteps;

        /// <summary>The learning rate at the last step, as a share of the peak, in [0, 1].</summary>
        public double FinalLearningRateShare = 0.1;

        /// <summary>
        /// In how many equal parts a batch is computed, one after another, to save memory. Batch normalisation and the negatives of SimCLR
        /// are then those of a part, not of the batch; the rate and the number of steps are not changed.
        /// </summary>
        public int AccumulationParts = 1;

        /// <summary>Whether the next pairs are made while the present ones are learned from; see <see cref="TrainingOptions.Overlap"/>.</summary>
        public bool Overlap;

        /// <summary>
        /// T_x, which changes both views of a pair; see <see cref="AugmentationRegistry"/>. The paper's sets (<c>all</c>, <c>no-color</c>,
        /// <c>no-crop</c>, <c>none</c>) train on 0.875 of the image's side, and the encoder then looks at the centre of its images.
        /// </summary>
        public string Augmentation = "crop-flip";

        /// <summary>Whose colour jitter is meant, where <see cref="Augmentation"/> has one.</summary>
        public ColorJitterFlavour ColorJitter = ColorJitterFlavour.Kornia;

        /// <summary>The smallest share of an image's area that a random crop keeps, in (0, 1].</summary>
        public double MinimumCropScale = 0.2;

        /// <summary>Whether half of the views are mirrored; turn it off where left and right matter, as for digits.</summary>
        public bool HorizontalFlip = true;

        /// <summary>The seed of initial weights, order and augmentation; a generated view has its own.</summary>
        public ulong Seed;

        /// <summary><c>auto</c>, <c>cpu</c> or <c>cuda:N</c>.</summary>
        public string Device = "auto";

        /// <summary>
        /// Whether matrix products and convolutions on CUDA may use TF32, for the whole process (<see cref="Torch.Devices.TensorFloat32"/>).
        /// Without effect on a CPU.
        /// </summary>
        public bool TensorFloat32 = true;

        /// <summary>
        /// Whether the backbone's convolutions train in bf16 (<see cref="BackboneOptions.BFloat16"/>): for GPUs; most processors are slower with it.
        /// </summary>
        public bool BFloat16;

        /// <summary>
        /// Labelled images on which nearest neighbours are classified from time to time, in a column of the input column's name and shape
        /// (<see cref="Training.Monitors"/>); nothing is measured when null. They are read into memory, and never trained on.
        /// </summary>
        [JsonIgnore]
        public IDataView? LabelledImages;

        /// <summary>The column of classes in <see cref="LabelledImages"/>.</summary>
        public string LabelColumnName = "Label";

        /// <summary>Steps between two looks at the encoder; a twentieth of <see cref="Steps"/> when null.</summary>
        public int? MonitorEvery;

        /// <summary>When to stop before the last step, returning the best encoder so far; never when null.</summary>
        public EarlyStopping? EarlyStopping;

        /// <summary>
        /// The folder that tells everything about the run: options, environment, metrics, TensorBoard events, checkpoints, the first pairs, the
        /// weights, the encoder and its card (docs/training.md). When null, a new temporary folder, without checkpoints.
        /// </summary>
        [JsonIgnore]
        public string? RunDirectory;

        /// <summary>What to do when <see cref="RunDirectory"/> is not empty.</summary>
        [JsonIgnore]
        public ExistingRun ExistingRun = ExistingRun.Refuse;

        /// <summary>Minutes between two checkpoints; 0 for one after every step. Also one at the end, and on cancellation.</summary>
        public double CheckpointMinutes = 10;

        /// <summary>Steps between two entries of the metrics.</summary>
        public int LogEvery = 20;

        /// <summary>The largest difference between module and ONNX Runtime that an export may have.</summary>
        public double MaximumOnnxDifference = 1e-4;

        /// <summary>Called on the training thread about twice a second; <see cref="ConsoleProgress.Report"/> fits.</summary>
        [JsonIgnore]
        public Action<TrainingProgress>? Progress;

        /// <summary>Ends training after the current step; the best encoder so far is exported and returned, or else the last.</summary>
        [JsonIgnore]
        public CancellationToken CancellationToken;

        internal Options Copy() => (Options)MemberwiseClone();

        internal TrainingOptions ToTrainingOptions() => new()
        {
            BatchSize = BatchSize,
            Steps = Steps,
            LearningRate = LearningRate,
            Momentum = Momentum,
            WeightDecay = WeightDecay,
            WarmupSteps = WarmupSteps,
            FinalLearningRateShare = FinalLearningRateShare,
            AccumulationParts = AccumulationParts,
            Overlap = Overlap,
            MonitorEvery = MonitorEvery,
            EarlyStopping = EarlyStopping,
            LogEvery = LogEvery,
            Seed = Seed,
            Progress = Progress,
        };
    }
}
