using System.CommandLine;
using Mlvgm.MLNet.Cli.Execution;
using Mlvgm.MLNet.Cli.Inputs;
using Mlvgm.MLNet.Cli.Output;
using Mlvgm.MLNet.Cli.Settings;
using Mlvgm.MLNet.Experiments.ModelCards;
using Mlvgm.MLNet.Torch.Devices;
using Spectre.Console;

namespace Mlvgm.MLNet.Cli.Commands;

/// <summary><c>mlvgm model-card</c>: a page of facts and pictures about a generator and an encoder of its views.</summary>
static class ModelCardCommand
{
    static readonly Argument<string> Generator = GeneratorArgument.Create();
    static readonly Argument<string> Encoder = EncoderArgument.Create();
    static readonly Option<string> Data = DataArgument.Create();
    static readonly Option<bool> Skip = DataArgument.Skip();
    static readonly Option<DirectoryInfo> Out = CommonOptions.Out($"Receives {ModelCard.PageName} and its pictures.");
    static readonly SettingOptions<ModelCard.Options> Settings = new(new ModelCard.Options());

    public static Command Create()
    {
        var command = new Command("model-card", "Write a page about a generator and an encoder: samples, latents, views, nearest neighbours, confusion matrix.")
        {
            Generator, Encoder, Data, Skip, Out,
        };
        Settings.AddTo(command);
        command.SetCancellable(Run);
        return command;
    }

    static void Run(ParseResult parsed, CancellationToken cancellation)
    {
        var console = Terminal.For(parsed);
        var options = Settings.Read(parsed, new ModelCard.Options());
        console.WriteLine(DeviceChoice.Parse(options.Device).Explanation);
        var images = DataArgument.Source(parsed.GetRequiredValue(Data), parsed.GetValue(Skip), console.WriteLine);
        console.WriteLine(new ModelCard(options).Write(
            parsed.GetRequiredValue(Generator), parsed.GetRequiredValue(Encoder), images, parsed.GetRequiredValue(Out).FullName, cancellation));
    }
}
