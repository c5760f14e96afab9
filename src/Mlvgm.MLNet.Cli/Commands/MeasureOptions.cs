using System.CommandLine;
using System.Globalization;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Losses;
using Mlvgm.MLNet.Measurement;
using Mlvgm.MLNet.Torch.Backbones;

namespace Mlvgm.MLNet.Cli.Commands;

/// <summary>The options of <c>mlvgm measure</c>. Those left out follow the generator's images.</summary>
sealed class MeasureOptions
{
    const string GeneratorName = "--generator";

    Argument<string?> GeneratorArgument { get; } = new("generator")
    {
        Description = "A shipped generator (see mlvgm list), or the path of a .safetensors file.", Arity = ArgumentArity.ZeroOrOne,
    };

    Option<string?> GeneratorOption { get; } = new(GeneratorName, "-g") { Description = "The same, by name.", HelpName = "G" };

    public Option<DirectoryInfo> Out { get; } = CommonOptions.Out("Where to write report.json, report.html, walkers and the state.");

    public Option<string> Seeds { get; } = new("--seeds")
    {
        Description = "Measure once for each of these seeds, and write the spread.", HelpName = "N,N,...",
    };

    public Option<ulong> Seed { get; } = CommonOptions.Seed();

    public Option<string> Device { get; } = CommonOptions.Device();

    public Option<FileInfo?> Json { get; } = CommonOptions.Json();

    public Option<int?> GeneratorBatch { get; } = Inputs.GeneratorArgument.GeneratorBatch();

    public Option<double?> Budget { get; } = ExperimentOptions.Budget();

    public Option<bool> DryRun { get; } = new("--dry-run") { Description = "Check everything, print the options as resolved, and stop." };

    Option<string> Levels { get; } = new("--levels")
    {
        Description = "Latents, groups or ranges to measure; all when absent.", HelpName = "LEVEL,...",
    };

    Option<double?> Gamma { get; } = Number<double>("--gamma", "The threshold, on the paper's scale (nats x temperature / 0.07).");

    Option<double?> GammaNats { get; } = Number<double>("--gamma-nats", "The threshold in nats, instead of --gamma.");

    Option<int?> Pairs { get; } = Number<int>("--pairs", "K, pairs of views in a batch.");

    Option<double?> Temperature { get; } = Number<double>("--temperature", "The temperature of InfoNCE.");

    Option<double?> WalkerRate { get; } = Number<double>("--walker-rate", "Adam's learning rate of the walker, for every level.");

    Option<double?> EncoderRate { get; } = Number<double>("--encoder-rate", "Adam's learning rate of the encoder, for every level.");

    Option<string?> Backbone { get; } = new("--backbone")
    {
        Description = $"The encoder: {string.Join(", ", BackboneRegistry.Names)}.", HelpName = "NAME",
    };

    Option<int?> Width { get; } = Number<int>("--encoder-width", "Channels after the encoder's first layer.");

    Option<int?> Iterations { get; } = Number<int>("--max-iterations", "Iterations after which a level is degenerate.");

    Option<int?> Samples { get; } = Number<int>("--monte-carlo", "Latents that are sent through each walker.");

    Option<int?> Refit { get; } = Number<int>("--refit-iterations", "The most iterations of the refit; 0 for none.");

    Option<int?> Resample { get; } =
        Number<int>("--resample-iterations", "Iterations of an encoder on views whose level is drawn anew; 0 for none.");

    Option<int?> HeldOut { get; } = Number<int>("--held-out-batches", "Fresh batches behind each held-out loss.");

    /// <summary>Makes them those of <paramref name="command"/>, in the order of the help.</summary>
    public void AddTo(Command command)
    {
        command.Arguments.Add(GeneratorArgument);
        foreach (var option in (IEnumerable<Option>)
        [
            GeneratorOption, Out, Levels, Seed, Seeds, Gamma, GammaNats, Pairs, Temperature, WalkerRate, EncoderRate, Backbone, Width, Iterations,
            Samples, Refit, Resample, HeldOut, GeneratorBatch, Budget, DryRun, Device, Json,
        ])
        {
            command.Options.Add(option);
        }
        command.Validators.Add(result =>
        {
            if (result.GetValue(GeneratorArgument) is null == result.GetValue(GeneratorOption) is null)
                result.AddError($"Name one generator: as an argument, or with {GeneratorName}.");
            if (result.GetValue(Gamma) is not null && result.GetValue(GammaNats) is not null)
                result.AddError($"{Gamma.Name} and {GammaNats.Name} are the same threshold on two scales; give one.");
        });
    }

    /// <summary>The generator that was named.</summary>
    public string GeneratorOf(ParseResult parsed) => parsed.GetValue(GeneratorArgument) ?? parsed.GetRequiredValue(GeneratorOption)!;

    /// <summary>The settings for a generator of images of <paramref name="shape"/>.</summary>
    public MeasurementOptions Read(ParseResult parsed, ImageShape shape)
    {
        var defaults = MeasurementOptions.For(shape);
        double temperature = parsed.GetValue(Temperature) ?? defaults.Temperature;
        return defaults with
        {
            Levels = parsed.GetValue(Levels) is { } levels
                ? levels.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                : [],
            GammaPaperScale = parsed.GetValue(GammaNats) is { } nats
                ? PaperScale.FromTrue(nats, temperature)
                : parsed.GetValue(Gamma) ?? defaults.GammaPaperScale,
            Pairs = parsed.GetValue(Pairs) ?? defaults.Pairs,
            Temperature = temperature,
            WalkerLearningRate = parsed.GetValue(WalkerRate) ?? defaults.WalkerLearningRate,
            EncoderLearningRate = parsed.GetValue(EncoderRate) ?? defaults.EncoderLearningRate,
            Backbone = parsed.GetValue(Backbone) ?? defaults.Backbone,
            EncoderWidth = parsed.GetValue(Width) ?? defaults.EncoderWidth,
            MaximumIterations = parsed.GetValue(Iterations) ?? defaults.MaximumIterations,
            MonteCarloSamples = parsed.GetValue(Samples) ?? defaults.MonteCarloSamples,
            RefitIterations = parsed.GetValue(Refit) ?? defaults.RefitIterations,
            ResampleIterations = parsed.GetValue(Resample) ?? defaults.ResampleIterations,
            HeldOutBatches = parsed.GetValue(HeldOut) ?? defaults.HeldOutBatches,
            Seed = parsed.GetValue(Seed),
            Device = parsed.GetRequiredValue(Device),
        };
    }

    /// <summary>The seeds, at least one.</summary>
    /// <exception cref="ArgumentException">The list is no list of different numbers.</exception>
    public ulong[] SeedsOf(ParseResult parsed)
    {
        if (parsed.GetValue(Seeds) is not { } text) return [parsed.GetValue(Seed)];
        string[] parts = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        ulong[] seeds = [.. parts.Select(part => ulong.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out ulong seed)
            ? seed
            : throw new ArgumentException($"--seeds: '{part}' is not a whole number of 0 or more."))];
        return seeds.Length > 0 && seeds.Distinct().Count() == seeds.Length
            ? seeds
            : throw new ArgumentException($"--seeds is '{text}'; give different numbers, such as 1,2,3.");
    }

    static Option<T?> Number<T>(string name, string description) where T : struct => new(name) { Description = description, HelpName = "N" };
}
