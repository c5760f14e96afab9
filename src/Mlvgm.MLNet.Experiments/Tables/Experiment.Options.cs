using Mlvgm.MLNet.Encoders;
using Mlvgm.MLNet.Evaluation.Probes;
using Mlvgm.MLNet.Experiments.Designs;
using Mlvgm.MLNet.Experiments.Inputs;
using Mlvgm.MLNet.Settings;
using Mlvgm.MLNet.Torch.Augmentation;
using Mlvgm.MLNet.Torch.Backbones;
using Mlvgm.MLNet.Training;

namespace Mlvgm.MLNet.Experiments.Tables;

public sealed partial class Experiment
{
    /// <summary>Options of an experiment.</summary>
    public sealed record Options : ProbingOptions, ISettings
    {
        /// <summary>
        /// How encoders are trained, but for what a row says; its seed is the first. The defaults are smaller than those of a single encoder, since a
        /// table has many.
        /// </summary>
        public SelfSupervisedEncoderEstimator.Options Encoder { get; init; } = new()
        {
            Backbone = new ResNetOptions(ResNetOptions.DefaultName) { Width = 16 },
            Augmentation = new StandardAugmentationOptions("all"),
            Training = new TrainingOptions { BatchSize = 128 },
        };

        /// <summary>Encoders of every row, each with the next seed.</summary>
        [Setting("Encoder seeds.", Minimum = 1, Maximum = 1000)]
        public int Seeds { get; init; } = 3;

        /// <summary>The framework of every encoder, where the rows do not compare frameworks; null for the rows' own, SimSiam.</summary>
        public string? Framework { get; init; }

        /// <summary>A folder that a measurement left, which adds rows of calibrated and learned views; null for none.</summary>
        [Setting("A folder of mlvgm measure: adds rows of calibrated and learned views.", Placeholder = "DIR")]
        public string? Measurement { get; init; }

        /// <summary>The rows of <see cref="ExperimentDesigns.OwnViews"/>; the last is compared with the others. Empty for other experiments.</summary>
        public IReadOnlyList<OwnViews> Views { get; init; } = [];

        /// <summary>Whether the code of a generator that is a TorchScript may run.</summary>
        [Setting(NamedGenerator.TrustCodeText, IsFree = true)]
        public bool TrustCode { get; init; }

        void ISettings.Check(Violations violations) =>
            violations.Require(Encoder.Training.Steps != 0, "Steps (--steps) is 0; an experiment trains its encoders, and has a row of untrained ones.");
    }
}
