using Microsoft.ML;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Evaluation.Datasets;
using Mlvgm.MLNet.Evaluation.Probes;
using Mlvgm.MLNet.Evaluation.Transfer;
using Mlvgm.MLNet.Experiments;
using Mlvgm.MLNet.Experiments.Transfers;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Onnx;

namespace ApiTour;

/// <summary>An encoder on data sets that it has not seen: a published layout of files, and a data set of one's own.</summary>
public static class TransferredEncoder
{
    /// <summary>A data set of one's own: how its files lie is known here alone.</summary>
    public sealed class DarkAndBright : IDatasetDefinition
    {
        /// <inheritdoc/>
        public string Name => "dark-and-bright";

        /// <inheritdoc/>
        public string Title => "Dark and bright images";

        /// <inheritdoc/>
        public string Published => "made here";

        /// <inheritdoc/>
        public string Layout => "nothing";

        /// <inheritdoc/>
        public IImageSet Open(string folder, DatasetSplit split, ImageShape shape, ulong seed) => Small.Images(split == DatasetSplit.Train ? 40 : 20);
    }

    /// <summary>Runs the protocol on both.</summary>
    /// <returns>The data sets of the table, and the encoder's mean over them.</returns>
    public static (IReadOnlyList<string> Datasets, double? Mean) Run(string encoderPath, string idxFolder)
    {
        using var encoder = new OnnxEncoder(encoderPath);
        EncoderCard card = EncoderCard.Read(encoderPath);
        LogisticRegressionOptions linear = new() { L2RegularizationPerRow = 1e-2f };
        TransferProbeOptions probes = new() { Probe = ProbeKind.Lbfgs, Linear = linear };
        var protocol = new TransferProtocol(new MLContext(seed: 1), new TransferProtocol.Options(probes) { Seeds = [0] });
        TransferCell own = protocol.Run("small", encoder, card, new DarkAndBright(), "");
        TransferCell idx = protocol.Run("small", encoder, card, DatasetDefinitions.Find("idx"), idxFolder);
        var table = new TransferTable([own, idx]);
        return (table.Datasets, table.Mean("small"));
    }

    /// <summary>The same as a run that goes on where it was stopped: what <c>mlvgm transfer</c> does.</summary>
    /// <returns>Whether all is finished, and what was told on the way.</returns>
    public static (bool Finished, IReadOnlyList<RunProgress> Told) Kept(string encoderPath, string idxFolder, string folder)
    {
        var told = new List<RunProgress>();
        var data = new TransferData(DatasetDefinitions.Find("idx"), idxFolder);
        TransferResult result = new TransferRun(new TransferRun.Options { Device = "cpu" }).Run([encoderPath], [data], folder, told.Add);
        return (result.IsFinished, told);
    }
}
