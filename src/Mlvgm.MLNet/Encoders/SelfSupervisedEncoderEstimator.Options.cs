using Mlvgm.MLNet.Frameworks;
using Mlvgm.MLNet.Torch.Augmentation;
using Mlvgm.MLNet.Torch.Backbones;
using Mlvgm.MLNet.Training;

namespace Mlvgm.MLNet.Encoders;

public sealed partial class SelfSupervisedEncoderEstimator
{
    /// <summary>How an encoder is trained and exported. The defaults are the paper's for SimSiam (method.md 6).</summary>
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

        /// <summary>Channels after the backbone's first layer; features are 8 times as wide. 64 is the standard network.</summary>
        public int Width = 64;

        /// <summary>
        /// Whether every residual block starts as the identity, as in the official SimSiam. Short runs learn more without: see
        /// docs/results/quickstart-sweep.md.
        /// </summary>
        public bool ZeroInitialResiduals = true;

        /// <summary>The column of the other view. When null: a generated view's own; else augmentation makes both views.</summary>
        public string? PositiveColumnName;

        /// <summary>
        /// The range of pixel values in the images that the encoder takes, here and wherever it is used. A generated view has pixels in
        /// [0, 1] all the same, so an encoder that learned from one can be made for 0..255.
        /// </summary>
        public PixelRange PixelRange = PixelRange.ZeroToOne;

        /// <summary>Mean of pixels in [0, 1], for every channel; part of the exported graph.</summary>
        public float Mean = 0.5f;

        /// <summary>Standard deviation of pixels in [0, 1], for every channel; part of the exported graph.</summary>
        public float StandardDeviation = 0.5f;

        /// <summary>Pairs of views in a step; at least 2.</summary>
        public int BatchSize = 256;

        /// <summary>Optimiser steps; 0 exports the untrained encoder, the baseline of a comparison.</summary>
        public int Steps = 1000;

        /// <summary>The learning rate per 256 pairs; the peak is this times <see cref="BatchSize"/> / 256.</summary>
        public double LearningRate = 0.05;

        /// <summary>Weight decay of every parameter.</summary>
        public double WeightDecay = 1e-4;

        /// <summary>Steps over which the learning rate rises linearly from 0.</summary>
        public int WarmupSteps;

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

        /// <summary>Where <c>encoder.onnx</c> and <c>checkpoint.safetensors</c> go; a new temporary folder when null.</summary>
        public string? RunDirectory;

        /// <summary>The largest difference between module and ONNX Runtime that an export may have.</summary>
        public double MaximumOnnxDifference = 1e-4;

        /// <summary>Called on the training thread about twice a second; <see cref="ConsoleProgress.Report"/> fits.</summary>
        public Action<TrainingProgress>? Progress;

        /// <summary>Ends training after the current step; the encoder as it is then is exported and returned.</summary>
        public CancellationToken CancellationToken;

        internal Options Copy() => (Options)MemberwiseClone();

        internal TrainingOptions ToTrainingOptions() => new()
        {
            BatchSize = BatchSize,
            Steps = Steps,
            LearningRate = LearningRate,
            WeightDecay = WeightDecay,
            WarmupSteps = WarmupSteps,
            Seed = Seed,
            Progress = Progress,
        };
    }
}
