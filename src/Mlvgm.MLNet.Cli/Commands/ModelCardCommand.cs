using System.CommandLine;
using Mlvgm.MLNet.Cli.Execution;
using Mlvgm.MLNet.Cli.Inputs;
using Mlvgm.MLNet.Cli.Output;
using Mlvgm.MLNet.Cli.Settings;
using Mlvgm.MLNet.Experiments.ModelCards;
using Mlvgm.MLNet.Settings;
using Mlvgm.MLNet.Torch.Devices;
using Spectre.Console;

namespace Mlvgm.MLNet.Cli.Commands;

/// <summary><c>mlvgm model-card</c>: a page of facts and pictures about an encoder, and about a generator beside it.</summary>
static class ModelCardCommand
{
    static readonly Argument<string[]> Models = new("models")
    {
        Description = "A generator and an encoder, or an encoder alone: shipped ones (see mlvgm list), or paths.",
        HelpName = "[GENERATOR] ENCODER",
        Arity = new ArgumentArity(1, 2),
    };

    static readonly DataOptions Data = new();
    static readonly Option<DirectoryInfo> Out = CommonOptions.Out($"Receives {ModelCard.PageName} and its pictures.");
    static readonly SettingOptions<ModelCard.Options> Settings = new(new ModelCard.Options());

    public static Command Create()
    {
        var command = new Command("model-card", "Write a page about an encoder, and a generator beside it: samples, latents, views, nearest neighbours, confusion matrix.")
        {
            Models, Out,
        };
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
        console.WriteLine(DeviceChoice.Parse(options.Device).Explanation);
        string[] models = parsed.GetRequiredValue(Models);
        if (models.Length > 1) GeneratorArgument.SayCode(models[0], options.TrustCode, console.WriteLine);
        var images = Data.Source(parsed, reading, console.WriteLine);
        console.WriteLine(new ModelCard(options).Write(
            models.Length > 1 ? models[0] : null, models[^1], images, parsed.GetRequiredValue(Out).FullName, cancellation));
    }
}
