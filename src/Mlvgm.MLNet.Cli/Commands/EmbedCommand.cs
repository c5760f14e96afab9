using System.CommandLine;
using Microsoft.ML;
using Microsoft.ML.Data;
using Mlvgm.MLNet.Cli.Inputs;
using Mlvgm.MLNet.Cli.Output;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Evaluation.Labels;
using Mlvgm.MLNet.IO;
using Mlvgm.MLNet.Torch.Devices;

namespace Mlvgm.MLNet.Cli.Commands;

/// <summary><c>mlvgm embed</c>: the features of every image, as ML.NET's binary data view or as text.</summary>
static class EmbedCommand
{
    public static Command Create()
    {
        var encoderFile = new Argument<string>("encoder") { Description = "An encoder.onnx." };
        var (data, skip) = (DataArgument.Create(), DataArgument.Skip());
        var split = new Option<DatasetSplit>("--split")
        {
            Description = "The part to embed.",
            DefaultValueFactory = _ => DatasetSplit.Train,
        };
        var format = new Option<string>("--format") { Description = "idv (ML.NET binary) or csv.", DefaultValueFactory = _ => "idv" };
        format.AcceptOnlyFromAmong("idv", "csv");
        var output = CommonOptions.Out("Where to write features.idv or features.csv.");
        var (device, json) = (CommonOptions.Device(), CommonOptions.Json());
        var command = new Command("embed", "Compute the features of images.") { encoderFile, data, skip, split, format, output, device, json };
        command.SetCancellable((parsed, cancellationToken) =>
        {
            var choice = DeviceChoice.Parse(parsed.GetRequiredValue(device));
            using var encoder = new EncoderFile(parsed.GetRequiredValue(encoderFile), choice);
            var text = parsed.InvocationConfiguration.Output;
            var dataset = DataArgument.Read(
                parsed.GetRequiredValue(data), parsed.GetValue(split), encoder.Card.InputShape, parsed.GetValue(skip), text);
            float[] features = DatasetFeatures.Vectors(dataset, encoder.Network, encoder.Card.PixelMaximum, cancellationToken);
            string file = Path.Combine(parsed.GetRequiredValue(output).FullName, $"features.{parsed.GetValue(format)}");
            Save(file, dataset, features, encoder.Card.FeatureWidth);
            text.WriteLine(choice.Explanation);
            text.WriteLine($"{file}: {dataset.Count} x {encoder.Card.FeatureWidth} features");
            JsonFile.Write(
                parsed.GetValue(json),
                new { file, images = dataset.Count, width = encoder.Card.FeatureWidth, classes = dataset.ClassNames });
        });
        return command;
    }

    static void Save(string file, ImageDataset dataset, float[] features, int width)
    {
        var ml = new MLContext();
        var schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, width);
        ReadOnlyMemory<char>[] names = [.. Enumerable.Range(0, width).Select(i => $"f{i}".AsMemory())];
        schema[nameof(Row.Features)].AddAnnotation(
            "SlotNames", new VBuffer<ReadOnlyMemory<char>>(width, names), new VectorDataViewType(TextDataViewType.Instance, width));
        var view = ml.Data.LoadFromEnumerable(Enumerable.Range(0, dataset.Count).Select(i => new Row
        {
            Class = dataset.Labels.Count == 0 ? "" : dataset.ClassNames[dataset.Labels[i]],
            Features = features.AsSpan(i * width, width).ToArray(),
        }), schema);
        AtomicFile.Write(file, stream =>
        {
            if (file.EndsWith(".idv", StringComparison.Ordinal)) ml.Data.SaveAsBinary(view, stream);
            else ml.Data.SaveAsText(view, stream, separatorChar: ',', headerRow: true, schema: false, forceDense: true);
        });
    }

    sealed class Row
    {
        public string Class { get; set; } = "";

        public float[] Features { get; set; } = [];
    }
}
