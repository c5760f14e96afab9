using System.CommandLine;
using System.Globalization;
using Mlvgm.MLNet.Cli.Inputs;
using Mlvgm.MLNet.Cli.Settings;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Losses;
using Mlvgm.MLNet.Measurement;
using Mlvgm.MLNet.Settings;
using Mlvgm.MLNet.Torch.Devices;

namespace Mlvgm.MLNet.Cli.Commands;

/// <summary>The options of <c>mlvgm measure</c>. Those left out follow the generator's images.</summary>
sealed class MeasureOptions
{
    const string GeneratorName = "--generator";
    const string GammaName = "--gamma";

    Argument<string?> GeneratorArgument { get; } = new("generator")
    {
        Description = "A shipped generator (see mlvgm list), or the path of a .safetensors file.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    Option<string?> GeneratorOption { get; } = new(GeneratorName, "-g") { Description = "The same, by name.", HelpName = "G" };

    public Option<DirectoryInfo> Out { get; } = CommonOptions.Out("Where to write report.json, report.html, walkers and the state.");

    public Option<string> Seeds { get; } = new("--seeds")
    {
        Description = "Measure once for each of these seeds, and write the spread.",
        HelpName = "N,N,...",
    };

    public Option<FileInfo?> Json { get; } = CommonOptions.Json();

    public Option<int?> GeneratorBatch { get; } = Inputs.GeneratorArgument.GeneratorBatch();

    public Option<double?> Budget { get; } = ExperimentOptions.Budget();

    public Option<bool> DryRun { get; } = new("--dry-run") { Description = "Check everything, print the options as resolved, and stop." };

    Option<double?> GammaNats { get; } = Inputs.NumberOption.Real("--gamma-nats", "X", "The threshold in nats, instead of --gamma.");

    /// <summary>Shown as defaults are those for images of more than 64 pixels; small ones have others, which --dry-run prints.</summary>
    SettingOptions<MeasurementOptions> Settings { get; } = new(new MeasurementOptions());

    /// <summary>Makes them those of <paramref name="command"/>, in the order of the help.</summary>
    public void AddTo(Command command)
    {
        command.Arguments.Add(GeneratorArgument);
        foreach (var option in (IEnumerable<Option>)
        [
            GeneratorOption, Out, Seeds, GammaNats, GeneratorBatch, Budget, DryRun, Json,
        ])
        {
            command.Options.Add(option);
        }
        Settings.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(GeneratorArgument) is null == result.GetValue(GeneratorOption) is null)
                result.AddError($"Name one generator: as an argument, or with {GeneratorName}.");
        });
    }

    /// <summary>The generator that was named.</summary>
    public string GeneratorOf(ParseResult parsed) => parsed.GetValue(GeneratorArgument) ?? parsed.GetRequiredValue(GeneratorOption)!;

    /// <summary>Where to compute.</summary>
    /// <exception cref="SettingsException">A value is wrong; everything is named.</exception>
    public DeviceChoice DeviceOf(ParseResult parsed) => DeviceChoice.Parse(Settings.Read(parsed, Start(parsed, new MeasurementOptions())).Device);

    /// <summary>The settings for a generator of images of <paramref name="shape"/>.</summary>
    /// <exception cref="SettingsException">A value is wrong; everything is named.</exception>
    public MeasurementOptions Read(ParseResult parsed, ImageShape shape)
    {
        var settings = Settings.Read(parsed, Start(parsed, MeasurementOptions.For(shape)));
        if (parsed.GetValue(GammaNats) is not { } nats) return settings;
        return Settings.IsGiven(parsed, GammaName)
            ? throw new SettingsException([$"{GammaName} and {GammaNats.Name} are the same threshold on two scales; give one."])
            : settings with { GammaPaperScale = PaperScale.FromTrue(nats, settings.Temperature) };
    }

    /// <summary>A threshold in nats takes the place of the default, which need not be in reach.</summary>
    MeasurementOptions Start(ParseResult parsed, MeasurementOptions defaults) =>
        parsed.GetValue(GammaNats) is null ? defaults : defaults with { GammaPaperScale = double.Epsilon };

    /// <summary>The seeds, at least one.</summary>
    /// <exception cref="ArgumentException">The list is no list of different numbers.</exception>
    public ulong[] SeedsOf(ParseResult parsed, MeasurementOptions settings)
    {
        if (parsed.GetValue(Seeds) is not { } text) return [settings.Seed];
        string[] parts = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        ulong[] seeds = [.. parts.Select(part => ulong.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out ulong seed)
            ? seed
            : throw new ArgumentException($"--seeds: '{part}' is not a whole number of 0 or more."))];
        return seeds.Length > 0 && seeds.Distinct().Count() == seeds.Length
            ? seeds
            : throw new ArgumentException($"--seeds is '{text}'; give different numbers, such as 1,2,3.");
    }
}
