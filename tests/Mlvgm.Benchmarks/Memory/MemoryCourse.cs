using System.Diagnostics;
using System.Globalization;

namespace Mlvgm.Benchmarks.Memory;

/// <summary>Resident memory of a process at one moment.</summary>
/// <param name="Done">Steps, predictions or requests so far.</param>
/// <param name="Bytes">Resident memory.</param>
/// <param name="Live">Tensors that live; null where there are none to count.</param>
readonly record struct MemorySample(int Done, long Bytes, long? Live);

/// <summary>Resident memory over the course of one kind of work, in a process that does nothing else.</summary>
/// <param name="Name">What the work is.</param>
/// <param name="Samples">Samples at equal distances; the last is at the end.</param>
sealed record MemoryCourse(string Name, IReadOnlyList<MemorySample> Samples)
{
    /// <summary>Samples of a course.</summary>
    public const int Count = 40;

    /// <summary>What is called flat: the most that resident memory may grow by over the last half, for each thousand.</summary>
    public const double FlatMebibytes = 0.5;

    /// <summary>
    /// .NET collects its young garbage when there is as much as the processor's last cache holds; where that is hundreds of megabytes, a course would show
    /// little else.
    /// </summary>
    const string Generation0 = "DOTNET_GCgen0size";

    const string Generation0Bytes = "0x1000000";
    const string Word = "sample";
    const double Mebibyte = 1 << 20;

    /// <summary>The columns of <see cref="ToString"/>.</summary>
    public static string Header(string unit) =>
        $"| work | at 10 %, MiB | at 50 %, MiB | at 100 %, MiB | live tensors at 10 % and at the end | slope of the last half, MiB per 1,000 {unit} | flat |\n"
        + "|---|---:|---:|---:|---:|---:|---|";

    /// <summary>The columns of <see cref="Lines"/>.</summary>
    public static string CsvHeader => "work,done,resident_bytes,live_tensors";

    /// <summary>Runs this program with arguments whose work ends in <see cref="Report"/>s, and reads them.</summary>
    public static MemoryCourse OfChild(string name, params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, arguments) { RedirectStandardOutput = true };
        start.Environment[Generation0] = Generation0Bytes;
        using var process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{string.Join(' ', arguments)} ended with {process.ExitCode}: {output}");
        return new MemoryCourse(
            name, [.. output.Split('\n').Select(line => line.Split(' ')).Where(words => words[0] == Word).Select(Parse)]);
    }

    /// <summary>Prints a sample of this process.</summary>
    public static void Report(int done, long? live = null) => Console.WriteLine($"{Word} {done} {Environment.WorkingSet} {live}");

    /// <summary>A line for each sample.</summary>
    public IEnumerable<string> Lines() => Samples.Select(sample => $"{Name},{sample.Done},{sample.Bytes},{sample.Live}");

    /// <summary>A row of the table.</summary>
    public override string ToString()
    {
        var (early, middle, last) = (At(0.1), At(0.5), Samples[^1]);
        double slope = Slope();
        string live = last.Live is null ? "" : $"{early.Live}, {last.Live}";
        return string.Create(CultureInfo.InvariantCulture,
            $"| {Name} | {early.Bytes / Mebibyte:f1} | {middle.Bytes / Mebibyte:f1} | {last.Bytes / Mebibyte:f1} ")
            + string.Create(CultureInfo.InvariantCulture, $"| {live} | {slope:f3} ") + $"| {(slope <= FlatMebibytes ? "yes" : "no")} |";
    }

    static MemorySample Parse(string[] words) => new(
        int.Parse(words[1], CultureInfo.InvariantCulture), long.Parse(words[2], CultureInfo.InvariantCulture),
        words[3].Trim() is { Length: > 0 } live ? long.Parse(live, CultureInfo.InvariantCulture) : null);

    MemorySample At(double share) => Samples.First(sample => sample.Done >= share * Samples[^1].Done);

    /// <summary>Of the line with the least squares through the samples of the last half.</summary>
    double Slope()
    {
        var half = Samples.Where(sample => 2 * sample.Done >= Samples[^1].Done).Select(sample => (X: sample.Done / 1000.0, Y: sample.Bytes / Mebibyte)).ToList();
        double x = half.Average(point => point.X), y = half.Average(point => point.Y);
        return half.Sum(point => (point.X - x) * (point.Y - y)) / half.Sum(point => (point.X - x) * (point.X - x));
    }
}
