using System.Text.Json;
using Mlvgm.MLNet.Losses;
using Mlvgm.MLNet.Reports.Json;
using Mlvgm.MLNet.Reports.Machines;
using TorchSharp;

namespace Mlvgm.MLNet.Measurement.Reports;

/// <summary>What <c>report.json</c> holds. The keys are the property names in camel case; they are stable.</summary>
/// <example>See <c>examples/ApiTour/MeasuredViews.cs</c>.</example>
public sealed record MeasurementReport
{
    /// <summary>The version of this form; 1.</summary>
    public int Version { get; init; } = 1;

    /// <summary>The generator's name.</summary>
    public required string Generator { get; init; }

    /// <summary>The threshold at which walkers were taken, on the paper's scale.</summary>
    public required double GammaPaperScale { get; init; }

    /// <summary>The threshold in nats.</summary>
    public required double Gamma { get; init; }

    /// <summary>The loss below which training must first fall, on the paper's scale.</summary>
    public required double DipPaperScale { get; init; }

    /// <summary>The same in nats.</summary>
    public required double Dip { get; init; }

    /// <summary>log(2K - 1), in nats: the loss of an encoder that knows nothing, and the most mutual information that K pairs can show.</summary>
    public required double Ceiling { get; init; }

    /// <summary>The same on the paper's scale.</summary>
    public required double CeilingPaperScale { get; init; }

    /// <summary>K, pairs in a batch, the same for every level.</summary>
    public required int Pairs { get; init; }

    /// <summary>The walker's learning rate over the encoder's, the same for every level.</summary>
    public required double LearningRateRatio { get; init; }

    /// <summary>The seed of every draw.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Everything that was asked for, as resolved; the same for every level.</summary>
    public required MeasurementOptions Options { get; init; }

    /// <summary>The device that computed.</summary>
    public required string Device { get; init; }

    /// <summary>The machine that wrote the report: system, processor, cores.</summary>
    public required string Machine { get; init; }

    /// <summary>Versions of this library, of TorchSharp and of .NET.</summary>
    public required IReadOnlyDictionary<string, string> Versions { get; init; }

    /// <summary>Computing time, across interruptions.</summary>
    public required double Seconds { get; init; }

    /// <summary>The levels, in the order asked for.</summary>
    public required IReadOnlyList<LevelReport> Levels { get; init; }

    internal static MeasurementReport Of(MeasurementResult result, IReadOnlyList<LevelReport> levels)
    {
        var options = result.Options;
        return new MeasurementReport
        {
            Generator = result.Generator,
            GammaPaperScale = options.GammaPaperScale,
            Gamma = options.Gamma,
            DipPaperScale = options.DipShare * options.GammaPaperScale,
            Dip = options.DipShare * options.Gamma,
            Ceiling = options.Ceiling,
            CeilingPaperScale = PaperScale.FromTrue(options.Ceiling, options.Temperature),
            Pairs = options.Pairs,
            LearningRateRatio = options.LearningRateRatio,
            Seed = options.Seed,
            Options = options,
            Device = result.Device,
            Machine = ThisMachine.Description,
            Versions = new Dictionary<string, string>
            {
                ["mlvgm"] = LibraryVersion.Of(typeof(MeasurementReport)),
                ["torchSharp"] = LibraryVersion.Of(typeof(torch)),
                ["dotNet"] = Environment.Version.ToString(),
            },
            Seconds = result.Elapsed.TotalSeconds,
            Levels = levels,
        };
    }

    /// <summary>Reads a report.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is no report of a measurement; the message says why.</exception>
    public static MeasurementReport Read(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        if (!File.Exists(path)) throw new FileNotFoundException($"There is no report '{path}'.", path);
        try
        {
            var report = ReportJson.Parse<MeasurementReport>(File.ReadAllText(path));
            // Annotations of what is in a list are not known at run time.
            if (report.Levels.Any(level => level is null || level.Latents.Any(latent => latent is null)) || report.Options.Levels.Any(level => level is null))
                throw new JsonException("A level is null.");
            return report.Levels.Count > 0 ? report : throw new InvalidDataException($"'{path}' is a report without levels.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"'{path}' is no report of a measurement: {e.Message}", e);
        }
    }

    /// <summary>Writes the report; the file appears once it is complete.</summary>
    /// <exception cref="IOException">The file cannot be written; the old file is kept.</exception>
    public void Write(string path) => ReportJson.Write(path, this);
}
