using System.CommandLine;
using Mlvgm.MLNet.Cli.Execution;
using Mlvgm.MLNet.Cli.Inputs;
using Mlvgm.MLNet.Cli.Output;
using Mlvgm.MLNet.Cli.Settings;
using Mlvgm.MLNet.Experiments.Embedding;
using Mlvgm.MLNet.Torch.Devices;
using Spectre.Console;

namespace Mlvgm.MLNet.Cli.Commands;

/// <summary><c>mlvgm embed</c>: the features of every image, as ML.NET's binary data view or as text; a run that was stopped goes on.</summary>
static class EmbedCommand
{
    static readonly Argument<string> Encoder = EncoderArgument.Create();
    static readonly Option<string> Data = DataArgument.Create();
    static readonly Option<bool> Skip = DataArgument.Skip();
    static readonly Option<DirectoryInfo> Out = CommonOptions.Out("Receives features.idv or features.csv; until then, features.parts.");
    static readonly Option<FileInfo?> Json = CommonOptions.Json();
    static readonly SettingOptions<ImageEmbedding.Options> Settings = new(new ImageEmbedding.Options());

    public static Command Create()
    {
        var command = new Command("embed", "Compute the features of images; a run that was stopped goes on.") { Encoder, Data, Skip, Out, Json };
        Settings.AddTo(command);
        command.SetCancellable(Run);
        return command;
    }

    static void Run(ParseResult parsed, CancellationToken cancellation)
    {
        var console = Terminal.For(parsed);
        var options = Settings.Read(parsed, new ImageEmbedding.Options());
        var images = DataArgument.Source(parsed.GetRequiredValue(Data), parsed.GetValue(Skip), _ => { });
        console.WriteLine(DeviceChoice.Parse(options.Device).Explanation);
        var result = TrainingBar.Run(console, report => new ImageEmbedding(options).Run(
            parsed.GetRequiredValue(Encoder), images, parsed.GetRequiredValue(Out).FullName, report, cancellation));
        if (result.Skipped.Count > 0) console.WriteLine($"{result.Skipped.Count} images do not decode and are left out:");
        foreach (string reason in result.Skipped) console.WriteLine($"  {reason}");
        console.WriteLine($"{result.File}: {result.Images} x {result.Width} features");
        JsonFile.Write(parsed.GetValue(Json), result);
    }
}
