using System.CommandLine;
using Mlvgm.MLNet.Cli.Inputs;
using Mlvgm.MLNet.Cli.Settings;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Losses;
using Mlvgm.MLNet.Measurement;
using Mlvgm.MLNet.Settings;

namespace Mlvgm.MLNet.Cli.Commands;

/// <summary>The options of <c>mlvgm measure</c>. Those left out follow the generator's images.</summary>
sealed class MeasureOptions
{
    const string GeneratorName = "--generator";
    const string GammaName = "--gamma";

    Argument<string?> GeneratorArgument { get; } = new("generator")
    {
        Description = "A shipped generator (see mlvgm list), or the path of a .safetensors or TorchScript (.pt, .ts) file.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    Option<string?> GeneratorOption { get; } = new(GeneratorName, "-g") { Description = "The same, by name.", HelpName = "G" };

    public Option<DirectoryInfo> Out { get; } = CommonOptions.Out("Where to write report.json, report.html, walkers and the state.");

    public Option<FileInfo?> Json { get; } = CommonOptions.Json();

    public Option<bool> DryRun { get; } = new("--dry-run") { Description = "Check everything, print the options as resolved, and stop." };

    SettingOptions<MeasureSettings> Own { get; } = new(new MeasureSettings());

    SettingOptions<GeneratorUse> Use { get; } = new(new GeneratorUse());

    SettingOptions<TimeBudget> Budget { get; } = new(new TimeBudget());

    /// <summary>Shown as defaults are those for images of more than 64 pixels; small ones have others, which --dry-run prints.</summary>
    SettingOptions<MeasurementOptions> Settings { get; } = new(new MeasurementOptions());

    /// <summary>Makes them those of <paramref name="command"/>, in the order of the help.</summary>
    public void AddTo(Command command)
    {
        command.Arguments.Add(GeneratorArgument);
        command.Options.Add(GeneratorOption);
        command.Options.Add(Out);
        Own.AddTo(command);
        // Commas alone stand between seeds: what follows may be the generator.
        Own.Find("--seeds").AllowMultipleArgumentsPerToken = false;
        Use.AddTo(command);
        Budget.AddTo(command);
        command.Options.Add(DryRun);
        command.Options.Add(Json);
        Settings.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(GeneratorArgument) is null == result.GetValue(GeneratorOption) is null)
                result.AddError($"Name one generator: as an argument, or with {GeneratorName}.");
        });
    }

    /// <summary>The generator that was named.</summary>
    public string GeneratorOf(ParseResult parsed) => parsed.GetValue(GeneratorArgument) ?? parsed.GetRequiredValue(GeneratorOption)!;

    /// <summary>What is known before the generator is opened.</summary>
    /// <exception cref="SettingsException">A value is wrong; everything is named.</exception>
    public MeasureRequest Read(ParseResult parsed)
    {
        var violations = new Violations();
        var own = Own.Read(parsed, violations);
        var request = new MeasureRequest(
            own, Use.Read(parsed, violations), Budget.Read(parsed, violations), Settings.Read(parsed, Start(own, new MeasurementOptions()), violations).Device);
        violations.Require(
            own.GammaNats is null || !Settings.IsGiven(parsed, GammaName), $"{GammaName} and --gamma-nats are the same threshold on two scales; give one.");
        violations.ThrowIfAny();
        return request;
    }

    /// <summary>The settings for a generator of images of <paramref name="shape"/>.</summary>
    /// <exception cref="SettingsException">A value is wrong; everything is named.</exception>
    public MeasurementOptions For(ParseResult parsed, MeasureRequest request, ImageShape shape)
    {
        var settings = Settings.Read(parsed, Start(request.Own, MeasurementOptions.For(shape)));
        return request.Own.GammaNats is { } nats ? settings with { GammaPaperScale = PaperScale.FromTrue(nats, settings.Temperature) } : settings;
    }

    /// <summary>A threshold in nats takes the place of the default, which need not be in reach.</summary>
    static MeasurementOptions Start(MeasureSettings own, MeasurementOptions defaults) =>
        own.GammaNats is null ? defaults : defaults with { GammaPaperScale = double.Epsilon };
}

/// <summary>What <c>mlvgm measure</c> is asked for, apart from how.</summary>
/// <param name="Own">Seeds and threshold.</param>
/// <param name="Use">How the generator is used.</param>
/// <param name="Budget">How long it may take.</param>
/// <param name="Device">Where to compute.</param>
sealed record MeasureRequest(MeasureSettings Own, GeneratorUse Use, TimeBudget Budget, string Device);
