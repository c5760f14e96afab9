using Mlvgm.MLNet.Evaluation.Datasets;
using Mlvgm.MLNet.Evaluation.Probes;
using Mlvgm.MLNet.Evaluation.Transfer;
using Mlvgm.MLNet.Settings;

namespace Mlvgm.MLNet.Experiments.Transfers;

public sealed partial class TransferRun
{
    /// <summary>Options of a transfer run.</summary>
    public sealed record Options : ISettings
    {
        /// <summary>Which linear classifier judges the encoders.</summary>
        [Setting("Lbfgs or Sdca: ML.NET's maximum entropy on fixed features. Sgd: the paper's, on images cropped anew in every epoch.")]
        public ProbeKind Probe { get; init; } = ProbeKind.Lbfgs;

        /// <summary>Epochs of <see cref="ProbeKind.Sgd"/>; the paper takes 100 for cars and aircraft.</summary>
        [Setting("Epochs of the paper's probe; it takes 100 for cars and aircraft.", Minimum = 1, Maximum = 100_000)]
        public int Epochs { get; init; } = new SgdProbe.Options().Epochs;

        /// <summary>Seeds of splits that are not published, and of <see cref="ProbeKind.Sgd"/>.</summary>
        [Setting("Seeds of the split, where none is published, and of the paper's probe.", Minimum = 1, Maximum = 1000)]
        public int Seeds { get; init; } = 1;

        /// <summary>The first seed; the others follow it.</summary>
        [Setting("The first seed.")]
        public ulong Seed { get; init; }

        /// <summary>Whether images that do not decode, or cannot be read, are left out and named.</summary>
        [Setting("Leave out images that do not decode or cannot be read, and say which, instead of failing.")]
        public bool SkipUndecodable { get; init; }

        /// <summary>Whether images are left as they are stored, rather than turned upright as their EXIF data says.</summary>
        [Setting("Leave images as they are stored, rather than turned upright as their EXIF data says.")]
        public bool AsStored { get; init; }

        /// <inheritdoc cref="DatasetReading.HoldOut"/>
        [Setting("The share of every class that is held out as the test part, of 'folder' data without parts of its own; split by each seed anew.", Above = 0, Below = 1)]
        public double? Holdout { get; init; }

        /// <summary>Where to compute: <c>auto</c>, <c>cpu</c> or <c>cuda:N</c>.</summary>
        [Setting("Where to compute: auto, cpu or cuda:N.", Placeholder = "DEVICE", IsFree = true)]
        public string Device { get; init; } = "auto";
    }
}
