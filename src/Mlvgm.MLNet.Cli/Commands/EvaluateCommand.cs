using System.CommandLine;
using Microsoft.ML;
using Mlvgm.MLNet.Cli.Experiments;
using Mlvgm.MLNet.Cli.Inputs;
using Mlvgm.MLNet.Cli.Output;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Evaluation.Labels;
using Mlvgm.MLNet.Evaluation.Probes;
using Mlvgm.MLNet.Evaluation.Reports;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Torch.Devices;

namespace Mlvgm.MLNet.Cli.Commands;

/// <summary><c>mlvgm evaluate</c>: linear probes, and nearest neighbours, of encoders and of raw pixels on labelled images.</summary>
static class EvaluateCommand
{
    public static Command Create()
    {
        var encoders = new Argument<string[]>("encoders") { Description = "One encoder.onnx or more.", Arity = ArgumentArity.OneOrMore };
        var (data, skip) = (DataArgument.Create(), DataArgument.Skip());
        var labels = new Option<int[]>("--labels-per-class")
        {
            Description = "Small label budgets to probe beside all labels. May be repeated.",
            HelpName = "N",
            DefaultValueFactory = _ => [10],
        };
        var draws = new Option<int>("--draws") { Description = "Draws per small budget.", HelpName = "N", DefaultValueFactory = _ => 3 };
        var neighbours = new Option<int?>("--knn")
        {
            Description = "Also classify by this many nearest neighbours among all training images; nothing is trained.", HelpName = "K",
        };
        var output = new Option<DirectoryInfo?>("--out", "-o")
        {
            Description = $"Receives {ExperimentResults.JsonName}, {ExperimentResults.CsvName} and {ExperimentResults.PageName}.", HelpName = "DIR",
        };
        var (seed, device, json) = (CommonOptions.Seed(), CommonOptions.Device(), CommonOptions.Json());
        var command = new Command("evaluate", "Probe encoders and raw pixels linearly on labelled images.")
        {
            encoders, data, skip, labels, draws, neighbours, output, seed, device, json,
        };
        command.SetCancellable((parsed, cancellationToken) =>
        {
            int repeats = NumberRange.Check("--draws", parsed.GetValue(draws), 1, 1000);
            var protocol = new ProbeProtocol(new MLContext(seed: 0), new ProbeProtocol.Options
            {
                LabelsPerClass = parsed.GetRequiredValue(labels),
                Seeds = [.. Enumerable.Range(0, repeats).Select(i => parsed.GetValue(seed) + (ulong)i)],
            });
            var choice = DeviceChoice.Parse(parsed.GetRequiredValue(device));
            parsed.InvocationConfiguration.Output.WriteLine(choice.Explanation);
            ImageDataset Read(DatasetSplit split, ImageShape shape) => DataArgument.Read(
                parsed.GetRequiredValue(data), split, shape, parsed.GetValue(skip), parsed.InvocationConfiguration.Output);
            var knn = parsed.GetValue(neighbours) is { } k
                ? new NearestNeighbourProbe(new NearestNeighbourProbe.Options { Neighbours = NumberRange.Check("--knn", k, 1, 10_000) })
                : null;
            var runs = Probe(protocol, knn, parsed.GetRequiredValue(encoders), Read, choice, cancellationToken);
            var table = new ProbeTable(runs);
            parsed.InvocationConfiguration.Output.Write(table.ToMarkdown());
            JsonFile.Write(parsed.GetValue(json), table);
            if (parsed.GetValue(output) is { } folder) ProbeFolder.Write(folder.FullName, $"Encoders on {parsed.GetValue(data)}", table);
        });
        return command;
    }

    static List<ProbeRun> Probe(
        ProbeProtocol protocol, NearestNeighbourProbe? knn, IReadOnlyList<string> encoders, Func<DatasetSplit, ImageShape, ImageDataset> read,
        DeviceChoice device, CancellationToken cancellationToken)
    {
        var runs = new List<ProbeRun>();
        (ImageDataset Train, ImageDataset Test)? images = null;
        foreach (string path in encoders)
        {
            using var encoder = new EncoderFile(path, device);
            var shape = encoder.Card.InputShape;
            if (images?.Train.Shape != shape)
            {
                images = (read(DatasetSplit.Train, shape), read(DatasetSplit.Test, shape));
                Run($"raw pixels {shape}", DatasetFeatures.Pixels);
            }
            Run(path, set => DatasetFeatures.Encode(set, encoder.Network, encoder.Card.PixelMaximum, cancellationToken));
        }
        return runs;

        void Run(string name, Func<ImageDataset, LabelledFeatures> features)
        {
            var (train, test) = (features(images.Value.Train), features(images.Value.Test));
            runs.AddRange(protocol.Run(name, train, test, cancellationToken));
            if (knn is not null) runs.Add(new ProbeRun($"{name}, nearest neighbours", null, 0, knn.Evaluate(train, test)));
        }
    }
}
