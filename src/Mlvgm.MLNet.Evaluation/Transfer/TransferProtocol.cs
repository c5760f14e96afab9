using Microsoft.ML;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Evaluation.Datasets;
using Mlvgm.MLNet.Evaluation.Labels;
using Mlvgm.MLNet.Evaluation.Probes;
using Mlvgm.MLNet.Onnx;

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
    /// <exception cref="ArgumentException">There is no seed.</exception>
    public TransferProtocol(MLContext ml, Options? options = null)
    {
        ArgumentNullException.ThrowIfNull(ml);
        (_ml, Settings) = (ml, options ?? new Options());
        if (Settings.Seeds.Count == 0) throw new ArgumentException("At least one seed is needed.", nameof(options));
        Settings.Sgd.Validate();
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
                : new LinearProbe(_ml, new LinearProbe.Options
                {
                    Trainer = Settings.Probe == ProbeKind.Sdca ? LinearProbeTrainer.Sdca : LinearProbeTrainer.Lbfgs,
                    L2RegularizationPerRow = Settings.Linear.L2RegularizationPerRow,
                    OptimizationTolerance = Settings.Linear.OptimizationTolerance,
                }).Evaluate(
                    DatasetFeatures.Encode(train, encoder, card.PixelMaximum, cancellation), DatasetFeatures.Encode(test, encoder, card.PixelMaximum, cancellation)));
        }
        return new TransferCell(name, dataset.Name, results);
    }

    /// <summary>Options of the protocol.</summary>
    public sealed class Options
    {
        /// <summary>Which classifier is trained.</summary>
        public ProbeKind Probe { get; set; } = ProbeKind.Lbfgs;

        /// <summary>Seeds of splits that are not published, and of the paper's classifier.</summary>
        public IReadOnlyList<ulong> Seeds { get; set; } = [0];

        /// <summary>Options of ML.NET's trainers; <see cref="Probe"/> says which of them it is.</summary>
        public LinearProbe.Options Linear { get; set; } = new();

        /// <summary>Options of <see cref="ProbeKind.Sgd"/>.</summary>
        public SgdProbe.Options Sgd { get; set; } = new();
    }
}
