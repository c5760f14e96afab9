using System.CommandLine;
using Mlvgm.MLNet.Cli.Execution;
using Mlvgm.MLNet.Cli.Inputs;
using Mlvgm.MLNet.Cli.Output;
using Mlvgm.MLNet.Cli.Settings;
using Mlvgm.MLNet.Experiments.Embedding;
using Mlvgm.MLNet.Settings;
using Mlvgm.MLNet.Torch.Devices;
using Mlvgm.MLNet.WeightFiles.Text;
using Spectre.Console;

namespace Mlvgm.MLNet.Cli.Commands;

/// <summary><c>mlvgm embed</c>: the features of every image, as ML.NET's binary data view or as text; a run that was stopped goes on.</summary>
static class EmbedCommand
{
    static readonly Argument<string> Encoder = EncoderArgument.Create();
    static readonly DataOptions Data = new();
    static readonly Option<DirectoryInfo> Out = CommonOptions.Out("Receives features.idv or features.csv; until then, features.parts.");
    static readonly Option<FileInfo?> Json = CommonOptions.Json();
    static readonly SettingOptions<ImageEmbedding.Options> Settings = new(new ImageEmbedding.Options());

    public static Command Create()
    {
        var command = new Command("embed", "Compute the features of images; a run that was stopped goes on.") { Encoder, Out, Json };
        Data.AddTo(command);
        Settings.AddTo(command);
        command.SetCancellable(Run);
        return command;
    }

    static void Run(ParseResult parsed, CancellationToken cancellation)
    {
        var console = Terminal.For(parsed);
        var violations = new Violations();
        var (options, reading) = (Settings.Read(parsed, violations), Data.Read(parsed, violations));
        violations.ThrowIfAny();
        var images = Data.Source(parsed, reading, console.WriteLine);
        console.WriteLine(DeviceChoice.Parse(options.Device).Explanation);
        var result = TrainingBar.Run(console, report => new ImageEmbedding(options).Run(
            parsed.GetRequiredValue(Encoder), images, parsed.GetRequiredValue(Out).FullName, report, cancellation));
        // Of a folder, it is known only now; of other forms, it was said when they were read.
        if (images.Findings.All(findings => findings.Undecodable.Count == 0) && result.Skipped.Count > 0)
        {
            console.WriteLine($"{result.Skipped.Count} images do not decode and are left out:");
            foreach (string reason in result.Skipped) console.WriteLine($"  {Printable.Of(reason)}");
        }
        console.WriteLine($"{result.File}: {result.Images} x {result.Width} features");
        JsonFile.Write(parsed.GetValue(Json), images.Report(result));
    }
}
