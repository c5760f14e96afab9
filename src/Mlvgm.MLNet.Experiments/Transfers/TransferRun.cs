using Microsoft.ML;
using Mlvgm.MLNet.Evaluation.Datasets;
using Mlvgm.MLNet.Evaluation.Transfer;
using Mlvgm.MLNet.Experiments.Inputs;
using Mlvgm.MLNet.Experiments.Results;
using Mlvgm.MLNet.Experiments.Storage;
using Mlvgm.MLNet.Identities;
using Mlvgm.MLNet.Onnx;
using Mlvgm.MLNet.Settings;
using Mlvgm.MLNet.Torch.Devices;

namespace Mlvgm.MLNet.Experiments.Transfers;

/// <summary>Encoders on several data sets (paper, Table 5); what is finished is not computed again.</summary>
/// <example>See <c>examples/ApiTour/TransferredEncoder.cs</c>.</example>
public sealed partial class TransferRun
{
    readonly Options _options;
    readonly TransferProtocol _protocol;

    /// <summary>Checks the options.</summary>
    /// <exception cref="SettingsException">An option is wrong.</exception>
    public TransferRun(Options? options = null)
    {
        _options = options ?? new Options();
        SettingsOf.Validate(_options);
        _protocol = new TransferProtocol(new MLContext(seed: 0), new TransferProtocol.Options(_options)
        {
            Seeds = [.. Enumerable.Range(0, _options.Seeds).Select(i => _options.Seed + (ulong)i)],
        });
    }

    /// <summary>Judges every encoder on every data set.</summary>
    /// <param name="encoders">Names of shipped encoders, or paths of <c>encoder.onnx</c>; <c>NAME=FILE</c> names the row.</param>
    /// <param name="datasets">The data sets. Where two are of one kind, columns are called after kind and folder.</param>
    /// <param name="folder">
    /// Receives results.json, results.csv and index.html, or results.partial.json and so on until all is finished, and keeps what is finished.
    /// </param>
    /// <param name="progress">Told what is happening.</param>
    /// <param name="found">Told what stands in a data set's folders and is not read, a line each.</param>
    /// <param name="cancellation">Stops between batches; the table then has what is finished.</param>
    /// <exception cref="ArgumentException">Two encoders, or two data sets, are called the same.</exception>
    /// <exception cref="FileNotFoundException">There is no such encoder, or a data set is not complete; the message says what is missing.</exception>
    /// <exception cref="InvalidDataException">A file is damaged.</exception>
    /// <exception cref="InvalidOperationException">The folder has results of something else, which these would replace.</exception>
    public TransferResult Run(
        IReadOnlyList<string> encoders, IReadOnlyList<TransferData> datasets, string folder, Action<RunProgress>? progress = null,
        Action<string>? found = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(encoders);
        ArgumentNullException.ThrowIfNull(datasets);
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        ResultKind.Transfer.RequireIn(folder);
        var chosen = ChosenEncoder.Of(encoders, _options.EncoderInput);
        string NameOf(TransferData data) => datasets.Count(other => other.Dataset.Name == data.Dataset.Name) == 1 ? data.Dataset.Name : $"{data.Dataset.Name}={data.Folder}";
        NamedText.RequireDistinct("columns", datasets.Select(NameOf), "Name each data set once.");
        // A data set is read, and its files are looked at, once for all encoders that bring images to their size in one way.
        var readings = chosen.Select(encoder => encoder.Card.Resize).Distinct().ToDictionary(resize => resize, resize => datasets.Select(data =>
            data with { Dataset = DatasetDefinitions.Read(data.Dataset, _options.Reading with { Resize = resize }) }).ToList());
        int planned = encoders.Count * datasets.Count;
        var cells = new List<TransferCell>();
        void Tell(string text) => progress?.Invoke(new RunProgress(cells.Count, planned, text));
        var identities = new TransferIdentities(_options, findings =>
        {
            foreach (string line in findings.SelectMany(part => part.Lines())) found?.Invoke(line);
        });
        try
        {
            var (store, device) = (new ResultStore(Path.Combine(folder, "cells")), DeviceChoice.Parse(_options.Device));
            foreach (var encoder in chosen)
            {
                using var network = encoder.Open(device);
                foreach (var data in readings[encoder.Card.Resize])
                {
                    var identity = identities.Of(encoder, data);
                    // A cell that is found may have been computed when the same file and images had other names.
                    cells.Add(FindOrRun(store, identity, encoder, network, data, Tell, cancellation) with
                    {
                        Encoder = encoder.Name,
                        Dataset = NameOf(data),
                    });
                }
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            Tell("stopped");
        }
        var result = new TransferResult(new TransferTable(cells), planned);
        TransferFolder.Write(folder, result.Table, planned, identities.Findings);
        return result;
    }

    TransferCell FindOrRun(
        ResultStore store, Identity identity, ChosenEncoder encoder, OnnxEncoder network, TransferData data, Action<string> tell, CancellationToken cancellation)
    {
        var (dataset, folder) = data;
        string cell = $"{dataset.Name}-{identity.ShortName}";
        tell($"{encoder.Name} on {dataset.Title}");
        return store.Find<TransferCell>(cell, identity) ?? store.Write(cell, identity, _protocol.Run(
            encoder.Name, network, encoder.Card, dataset, folder,
            (done, total, loss) => tell(FormattableString.Invariant($"{dataset.Title}: epoch {done}/{total}, loss {loss:f3}")), cancellation));
    }
}

/// <summary>What a transfer run found.</summary>
/// <param name="Table">The finished cells.</param>
/// <param name="Planned">Cells in all.</param>
/// <example>See <c>examples/ApiTour/TransferredEncoder.cs</c>.</example>
public sealed record TransferResult(TransferTable Table, int Planned)
{
    /// <summary>Whether every encoder was judged on every data set.</summary>
    public bool IsFinished => Table.Cells.Count == Planned;
}
