using System.Globalization;

namespace Mlvgm.MLNet.Training;

/// <summary>Writes <see cref="TrainingProgress"/>: one line that renews itself on a terminal, ten lines elsewhere.</summary>
/// <example>See <c>examples/Quickstart/Pipeline.cs</c>.</example>
public sealed class ConsoleProgress
{
    readonly TextWriter _writer;
    readonly bool _terminal;
    int _tenth = -1;
    int _width;

    /// <summary>Creates a writer.</summary>
    /// <param name="writer">Where to write; standard output when null.</param>
    /// <param name="terminal">Whether the line may be overwritten; when null, true for standard output that is not redirected.</param>
    public ConsoleProgress(TextWriter? writer = null, bool? terminal = null)
    {
        _writer = writer ?? Console.Out;
        _terminal = terminal ?? (ReferenceEquals(_writer, Console.Out) && !Console.IsOutputRedirected);
    }

    /// <summary>Writes one report.</summary>
    public void Report(TrainingProgress progress)
    {
        ArgumentNullException.ThrowIfNull(progress);
        bool last = progress.Step == progress.TotalSteps;
        if (_terminal)
        {
            string line = Format(progress);
            _writer.Write('\r' + line.PadRight(_width) + (last ? Environment.NewLine : ""));
            _width = line.Length;
            return;
        }
        int tenth = (int)(10L * progress.Step / progress.TotalSteps);
        if (tenth == _tenth && !last) return;
        _tenth = tenth;
        _writer.WriteLine(Format(progress));
    }

    /// <summary>The report as one line: step, loss, images per second, share of generation, time left, spread of the embeddings, what the monitor says.</summary>
    public static string Format(TrainingProgress progress)
    {
        ArgumentNullException.ThrowIfNull(progress);
        return string.Create(CultureInfo.InvariantCulture,
            $"step {progress.Step}/{progress.TotalSteps}  loss {progress.Loss:f3}  {progress.ImagesPerSecond:f0} img/s  " +
            $"generating {100 * progress.GenerationShare:f0} %  {Left(progress.Remaining)} left  " +
            $"std {progress.Spread.Deviation:f3} of {progress.Spread.Healthy:f3}{(progress.Spread.Collapsed ? "  COLLAPSED" : "")}") +
            (progress.Reading is { } reading ? string.Create(CultureInfo.InvariantCulture, $"  {reading.Monitor} {100 * reading.Accuracy:f1} %") : "");
    }

    static string Left(TimeSpan time) => time.TotalHours >= 1 ? $"{(int)time.TotalHours}:{time:mm\\:ss}" : $"{time:m\\:ss}";
}
