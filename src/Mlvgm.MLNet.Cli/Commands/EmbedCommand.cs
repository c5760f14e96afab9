using System.CommandLine;
using Mlvgm.MLNet.Cli.Inputs;
using Mlvgm.MLNet.Cli.Output;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Experiments.Embedding;
using Mlvgm.MLNet.Experiments.Inputs;
using Mlvgm.MLNet.IO;
using Mlvgm.MLNet.Torch.Devices;
using Spectre.Console;

namespace Mlvgm.MLNet.Cli.Commands;

/// <summary><c>mlvgm embed</c>: the features of every image, as ML.NET's binary data view or as text; a run that was stopped goes on.</summary>
static class EmbedCommand
{
    static readonly Argument<string> Encoder = EncoderArgument.Create();
    static readonly Option<string> Data = DataArgument.Create();
    static readonly Option<bool> Skip = DataArgument.Skip();

    static readonly Option<DatasetSplit> Split = new("--split")
    {
        Description = "The part to embed.", DefaultValueFactory = _ => DatasetSplit.Train,
    };

    static readonly Option<string> Format = new("--format") { Description = "idv (ML.NET binary) or csv.", DefaultValueFactory = _ => FeatureWriter.Binary };
    static readonly Option<DirectoryInfo> Out = CommonOptions.Out("Receives features.idv or features.csv; until then, features.parts.");
    static readonly Option<string> Device = CommonOptions.Device();
    static readonly Option<FileInfo?> Json = CommonOptions.Json();

    public static Command Create()
    {
        Format.AcceptOnlyFromAmong(FeatureWriter.Binary, FeatureWriter.Text);
        var command = new Command("embed", "Compute the features of images; a run that was stopped goes on.")
        {
            Encoder, Data, Skip, Split, Format, Out, Device, Json,
        };
        command.SetCancellable(Run);
        return command;
    }

    static void Run(ParseResult parsed, CancellationToken cancellation)
    {
        string encoderPath = NamedEncoder.PathOf(parsed.GetRequiredValue(Encoder)), data = parsed.GetRequiredValue(Data);
        bool skip = parsed.GetValue(Skip);
        var choice = DeviceChoice.Parse(parsed.GetRequiredValue(Device));
        using var encoder = new EncoderFile(encoderPath, choice);
        var images = DataArgument.Open(data, parsed.GetValue(Split), encoder.Card.InputShape, skip);
        var key = new EmbeddingKey(FileHash.Sha256(encoderPath), ImageFingerprint.Of(images), images.Count);
        string folder = parsed.GetRequiredValue(Out).FullName, file = Path.Combine(folder, $"features.{parsed.GetValue(Format)}");
        var store = new EmbeddingPartStore(Path.Combine(folder, "features.parts"), key);
        var run = new EmbeddingRun(images, encoder, skip, store);
        var console = Terminal.For(parsed);
        console.WriteLine(choice.Explanation);
        TrainingBar.Run(console, report =>
        {
            run.Run(report.Invoke, cancellation);
            return true;
        });
        var (count, skipped) = FeatureWriter.Write(file, images, data, encoder.Card.FeatureWidth, run.Finished());
        if (images is ImageDataset read) skipped = [.. read.Skipped.Select(image => $"{image.Name}: {image.Reason}")];
        store.Delete();
        if (skipped.Count > 0) console.WriteLine($"{skipped.Count} images do not decode and are left out:");
        foreach (string reason in skipped) console.WriteLine($"  {reason}");
        console.WriteLine($"{file}: {count} x {encoder.Card.FeatureWidth} features");
        JsonFile.Write(
            parsed.GetValue(Json),
            new { file, images = count, width = encoder.Card.FeatureWidth, classes = images.ClassNames, skipped });
    }
}
