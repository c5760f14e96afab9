using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Identities;
using Mlvgm.MLNet.IO;
using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Settings;
using Mlvgm.MLNet.Torch.Devices;
using Mlvgm.MLNet.Torch.Generators.Abstractions;
using Mlvgm.MLNet.Torch.State;

namespace Mlvgm.MLNet.Measurement.Training;

/// <summary>
/// Measures how much each latent of a generator matters (paper, section 3.1): for every level a perturbation is learned that brings the
/// mutual information between views down by one and the same amount, and its size is estimated by Monte Carlo.
/// </summary>
/// <remarks>
/// <para>A level is a latent, a group, or a range. Its walker sees the level's draws as one vector, spatial latents flattened, and has two
/// square layers of that width.</para>
/// <para>With a state folder the measurement can be stopped at any time, by force too, and goes on where it was: the last two states of each level are
/// kept in <c>level-N</c>. On the CPU the result is to the bit that of a run without interruption.</para>
/// </remarks>
/// <example>See <c>examples/ApiTour/Measuring.cs</c>.</example>
public sealed class LatentMeasurement
{
    /// <summary>The most coordinates that a level may have: its walker has 2 d² weights, each with a gradient and two moments.</summary>
    public const int MaximumSpanSize = 8192;

    readonly TorchGenerator _generator;
    readonly MeasurementOptions _options;
    readonly IReadOnlyList<LatentSpan> _spans;

    /// <summary>Checks generator and options; nothing is computed yet.</summary>
    /// <param name="generator">A <see cref="TorchGenerator"/>; it is moved to the measuring device and not disposed.</param>
    /// <param name="options">How to measure; <see cref="MeasurementOptions.For"/> suits the generator's images.</param>
    /// <exception cref="ArgumentException">
    /// The generator has no gradient; there is no such level, or one occurs twice; a level has more than <see cref="MaximumSpanSize"/>
    /// coordinates; there is no such backbone.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range, or γ is out of reach.</exception>
    public LatentMeasurement(IGenerator generator, MeasurementOptions options)
    {
        ArgumentNullException.ThrowIfNull(generator);
        ArgumentNullException.ThrowIfNull(options);
        _generator = generator as TorchGenerator ?? throw new ArgumentException(
            $"Generator '{generator.Name}' has no gradient, which a walker needs: an ONNX generator makes images only. " +
            "Use its safetensors file.", nameof(generator));
        SettingsOf.Validate(options);
        _options = options;
        _spans = [.. LevelNames(generator.Layout, options.Levels).Select(name => generator.Layout.SpanOf(name))];
        if (generator.ImageShape.Channels is not (1 or 3))
        {
            throw new ArgumentException(
                $"Generator '{generator.Name}' makes images of {generator.ImageShape}; 1 or 3 channels are supported.", nameof(generator));
        }
        if (_spans.GroupBy(span => span.Name).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new ArgumentException($"Level '{twice.Key}' is asked for twice.", nameof(options));
        if (_spans.FirstOrDefault(span => span.Size > MaximumSpanSize) is { } large)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"Level '{large.Name}' has {large.Size} coordinates; its walker would have {2.0 * large.Size * large.Size / 1e6:f0} million ") +
                $"weights. At most {MaximumSpanSize} are supported: measure fewer latents at once.", nameof(options));
        }
    }

    /// <summary>The levels, in the order in which they are measured.</summary>
    public IReadOnlyList<LatentSpan> Levels => _spans;

    /// <summary>Measures every level.</summary>
    /// <param name="stateFolder">Where the state is kept, and taken up from where there is one; null keeps none.</param>
    /// <param name="cancellation">Stops after the current iteration, keeping the state.</param>
    /// <param name="log">Told from which state the measurement goes on, and about a damaged one that is passed over.</param>
    /// <exception cref="ArgumentException">The text of <see cref="MeasurementOptions.Device"/> is no device.</exception>
    /// <exception cref="InvalidOperationException">
    /// The CUDA device is absent; the folder's state is of another generator or other options, or another process is working there; the message says what.
    /// </exception>
    /// <exception cref="InvalidDataException">Every state of a level is damaged, or of another version.</exception>
    /// <exception cref="ArithmeticException">A loss is not finite; the message names the iteration, and the last state is kept.</exception>
    /// <exception cref="OperationCanceledException">The measurement was cancelled.</exception>
    public MeasurementResult Run(string? stateFolder = null, Action<string>? log = null, CancellationToken cancellation = default)
    {
        MoveGenerator();
        using var folderLock = stateFolder is null ? null : FolderLock.Take(stateFolder);
        var identity = folderLock is null ? null : new Identity().With("kind", "measurement").With("options", SettingsJson.Deciding(_options))
            .With("generator", GeneratorIdentity.Of(_generator));
        var levels = new List<LevelResult>();
        foreach (var (i, span) in _spans.Index())
        {
            var states = folderLock is null ? null : States(folderLock, i, identity!.With("level", span.Name), log);
            using var run = new LevelRun(Context(span), states, new ProgressReporter(_options, span.Name, i, _spans.Count), cancellation);
            levels.Add(run.Measure());
        }
        return new MeasurementResult(_generator.Name, _options, levels, _generator.Device.ToString());
    }

    /// <summary>Trains the walker of one level alone: what <see cref="Run"/> does first for it.</summary>
    /// <param name="level">The name of one of <see cref="Levels"/>.</param>
    /// <param name="cancellation">Stops after the current iteration.</param>
    /// <inheritdoc cref="Run"/>
    public TrainedWalker TrainWalker(string level, CancellationToken cancellation = default)
    {
        using var run = RunOf(level, cancellation);
        return run.TrainWalker();
    }

    /// <summary>
    /// The held-out InfoNCE, in nats, of an encoder trained on views that differ by drawing the level's latents anew:
    /// <see cref="LevelResult.ResampleInfoNce"/> after a number of iterations of one's own choice.
    /// </summary>
    /// <param name="level">The name of one of <see cref="Levels"/>.</param>
    /// <param name="iterations">Iterations of the encoder.</param>
    /// <param name="cancellation">Stops after the current iteration.</param>
    /// <inheritdoc cref="Run"/>
    public double MeasureResampling(string level, int iterations, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(iterations);
        using var run = RunOf(level, cancellation);
        return run.Resample(iterations);
    }

    static StateFolder States(FolderLock folderLock, int level, Identity identity, Action<string>? log)
    {
        string path = Path.Combine(folderLock.Folder, FormattableString.Invariant($"level-{level}"));
        // What the version before kept, without a hash.
        return new StateFolder(path, folderLock, identity, log) { Earlier = [$"{path}.safetensors", $"{path}.training.safetensors"] };
    }

    LevelRun RunOf(string level, CancellationToken cancellation)
    {
        var span = _spans.FirstOrDefault(span => span.Name == level) ?? throw new ArgumentException(
            $"'{level}' is not among the levels {string.Join(", ", _spans.Select(span => span.Name))}.", nameof(level));
        MoveGenerator();
        return new LevelRun(Context(span), states: null, new ProgressReporter(_options, span.Name, LevelIndex: 0, LevelCount: 1), cancellation);
    }

    void MoveGenerator() => _generator.MoveTo(DeviceChoice.Parse(_options.Device).Device);

    LevelContext Context(LatentSpan span) => new(_generator, span, _options, new LevelClock(_generator.Device));

    static IEnumerable<string> LevelNames(LatentLayout layout, IReadOnlyList<string> asked)
    {
        if (asked.Count > 0) return asked;
        return layout.Groups.Count > 0 ? layout.Groups.Select(group => group.Name) : layout.Latents.Select(latent => latent.Name);
    }
}
