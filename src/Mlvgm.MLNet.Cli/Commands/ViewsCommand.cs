using System.CommandLine;
using Mlvgm.MLNet.Cli.Execution;
using Mlvgm.MLNet.Cli.Inputs;
using Mlvgm.MLNet.Cli.Output;
using Mlvgm.MLNet.Cli.Settings;
using Mlvgm.MLNet.Experiments.Inputs;
using Mlvgm.MLNet.Experiments.Pictures;
using Mlvgm.MLNet.Settings;
using Mlvgm.MLNet.Torch.Devices;

namespace Mlvgm.MLNet.Cli.Commands;

/// <summary><c>mlvgm views</c>: a picture of anchors, and under them the positives of one or more strategies.</summary>
static class ViewsCommand
{
    const string PictureName = "views.png";
    const string AllWord = "all";

    static readonly Argument<string> Generator = GeneratorArgument.Create();

    static readonly Option<string[]> Strategies = new("--strategy")
    {
        Description = $"A row of positives; may be repeated. {StrategyArgument.Help} {AllWord}: none, the generator's presets, resample.",
        HelpName = "STRATEGY",
        DefaultValueFactory = _ => [StrategyArgument.Default],
    };

    static readonly Option<DirectoryInfo> Out = CommonOptions.Out($"Where to write {PictureName}.");
    static readonly Option<FileInfo?> Json = CommonOptions.Json();
    static readonly SettingOptions<ViewPicture.Options> Settings = new(new ViewPicture.Options());
    static readonly SettingOptions<GeneratorDevice> Where = new(new GeneratorDevice());

    public static Command Create()
    {
        var command = new Command("views", "Draw anchors and positives of a generator.") { Generator, Strategies, Out, Json };
        Where.AddTo(command);
        Settings.AddTo(command);
        command.SetCancellable(Run);
        return command;
    }

    static void Run(ParseResult parsed, CancellationToken cancellation)
    {
        var violations = new Violations();
        var (options, where) = (Settings.Read(parsed, violations), Where.Read(parsed, violations));
        violations.ThrowIfAny();
        var choice = DeviceChoice.Parse(where.Device);
        var (name, trusted) = (parsed.GetRequiredValue(Generator), where.TrustCode);
        GeneratorArgument.SayCode(name, trusted, parsed.InvocationConfiguration.Output.WriteLine);
        var generator = NamedGenerator.Load(name, choice, trusted);
        using var owned = generator as IDisposable;
        string[] rows = [.. parsed.GetRequiredValue(Strategies)
            .SelectMany(name => name == AllWord ? StrategyArgument.AllFor(generator.Layout) : [name]).Distinct()];
        string picture = Path.Combine(parsed.GetRequiredValue(Out).FullName, PictureName);
        new ViewPicture(options).Write(picture, generator, [.. rows.Select(row => StrategyArgument.Parse(row, generator.Layout))], cancellation);
        var text = parsed.InvocationConfiguration.Output;
        text.WriteLine(choice.Explanation);
        text.WriteLine($"{picture}: row 1 anchors, then positives by {string.Join(", ", rows)}");
        JsonFile.Write(
            parsed.GetValue(Json),
            new { generator = generator.Name, strategies = rows, count = options.Count, seed = options.Seed, picture });
    }
}
