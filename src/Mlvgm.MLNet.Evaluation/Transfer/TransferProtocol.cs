using Microsoft.ML;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Evaluation.Datasets;
using Mlvgm.MLNet.Evaluation.Labels;
using Mlvgm.MLNet.Evaluation.Probes;
using Mlvgm.MLNet.Onnx;
using Mlvgm.MLNet.Settings;

namespace Mlvgm.MLNet.Evaluation.Transfer;

/// <summary>
/// The transfer protocol (docs/method/evaluation-protocols.md): an encoder is frozen, a linear classifier trained on a set's training images and tested on all
/// of its test images, those of a last partial batch too, which the paper's code leaves out.
/// </summary>
/// <example>See <c>examples/ApiTour/TransferredEncoder.cs</c>.</example>
public sealed class TransferProtocol
{
    readonly MLContext _ml;

    /// <summary>Creates the protocol.</summary>
    /// <param name="ml">The ML.NET context.</param>
    /// <param name="options">The defaults when null.</param>
    /// <exception cref="SettingsException">There is no seed, or an option is out of range.</exception>
    public TransferProtocol(MLContext ml, Options? options = null)
    {
        ArgumentNullException.ThrowIfNull(ml);
        (_ml, Settings) = (ml, options ?? new Options());
        SettingsOf.Validate(Settings);
    }

    /// <summary>The options.</summary>
    public Options Settings { get; }

    /// <summary>Judges an encoder on a data set.</summary>
    /// <param name="name">The encoder's name in the table.</param>
    /// <param name="encoder">The encoder.</param>
    /// <param name="card">Its card.</param>
    /// <param name="dataset">The data set.</param>
    /// <param name="folder">The folder that holds it.</param>
    /// <param name="progress">Receives epochs done, epochs in all and the mean loss, of the paper's probe.</param>
    /// <param name="cancellation">Stops between batches.</param>
    /// <exception cref="FileNotFoundException">The data set is not complete; the message says what is missing.</exception>
    /// <exception cref="InvalidDataException">A file of the data set is damaged.</exception>
    /// <exception cref="ArgumentException">The images do not fit together.</exception>
    public TransferCell Run(
        string name, OnnxEncoder encoder, EncoderCard card, IDatasetDefinition dataset, string folder, Action<int, int, double>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(card);
        ArgumentNullException.ThrowIfNull(dataset);
        var results = new List<ProbeResult>();
        foreach (ulong seed in Settings.Seeds)
        {
            cancellation.ThrowIfCancellationRequested();
            IImageSet train = dataset.Open(folder, DatasetSplit.Train, card.InputShape, seed), test = dataset.Open(folder, DatasetSplit.Test, card.InputShape, seed);
            ImageSets.Check(train, test, card);
            results.Add(Settings.Probe == ProbeKind.Sgd
                ? new SgdProbe(encoder, card, Settings.Sgd).Evaluate(train, test, seed, progress, cancellation)
                : new LinearProbe(_ml, new LinearProbe.Options(Settings.Linear)
                {
                    Trainer = Settings.Probe == ProbeKind.Sdca ? LinearProbeTrainer.Sdca : LinearProbeTrainer.Lbfgs,
                }).Evaluate(
                    DatasetFeatures.Encode(train, encoder, card.PixelMaximum, cancellation), DatasetFeatures.Encode(test, encoder, card.PixelMaximum, cancellation)));
        }
        return new TransferCell(name, dataset.Name, results);
    }

    /// <summary>Options of the protocol.</summary>
    public sealed record Options : TransferProbeOptions, ISettings
    {
        /// <summary>The defaults.</summary>
        public Options()
        {
        }

        /// <summary>The same for seeds that are still to be named.</summary>
        /// <param name="probe">Which classifier judges, and how it is trained.</param>
        public Options(TransferProbeOptions probe) : base(probe)
        {
        }

        /// <summary>Seeds of splits that are not published, and of the paper's classifier.</summary>
        [Setting("Seeds of splits that are not published, and of the paper's probe.")]
        public IReadOnlyList<ulong> Seeds { get; init; } = [0];

        void ISettings.Check(Violations violations) => violations.Require(Seeds.Count > 0, "Seeds (--seeds) is empty; at least one is needed.");
    }
}
