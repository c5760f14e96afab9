using System.Diagnostics;
using System.Globalization;
using Mlvgm.MLNet.Torch.Native;

namespace Mlvgm.Benchmarks.Training;

/// <summary>
/// The training step in processes that keep the memory they free (<see cref="NativeHeap.TryKeepFreedMemory"/>) against processes that give it back, in
/// turns. Processes that keep it also train on another thread than their first, whose heaps are given back all the same.
/// </summary>
static class HeapTime
{
    /// <summary>What a child process is started with: way, and the number of the shape.</summary>
    public const string ChildVerb = "heap-of";

    const string Keep = "keep";
    const string KeepElsewhere = "keep-elsewhere";
    const string GiveBack = "give-back";
    const int Rounds = 3;
    const int WarmUp = 3;
    const int Steps = 7;

    public static void Run(TextWriter output)
    {
        output.WriteLine("| network | images | batch | given back, ms/step | kept, ms/step | ratio (least, most) | kept, but on another thread, ms/step |");
        output.WriteLine("|---|---|---:|---:|---:|---:|---:|");
        foreach (var (i, shape) in StepShape.All.Index())
        {
            var rounds = Enumerable.Range(0, Rounds).Select(_ => (Back: Child(GiveBack, i), Kept: Child(Keep, i), Elsewhere: Child(KeepElsewhere, i))).ToList();
            double[] ratios = [.. rounds.Select(round => round.Kept / round.Back).Order()];
            output.WriteLine(FormattableString.Invariant(
                $"| {shape} | {Median(rounds.Select(round => round.Back)):f0} | {Median(rounds.Select(round => round.Kept)):f0} | ") +
                FormattableString.Invariant($"{ratios[Rounds / 2]:f2} ({ratios[0]:f2}-{ratios[^1]:f2}) | {Median(rounds.Select(round => round.Elsewhere)):f0} |"));
        }
    }

    /// <summary>Prints the median milliseconds of a step.</summary>
    public static void RunChild(string way, string shape)
    {
        if (way != GiveBack) NativeHeap.TryKeepFreedMemory();
        double milliseconds = way == KeepElsewhere ? Task.Run(() => Milliseconds(shape)).Result : Milliseconds(shape);
        Console.WriteLine(milliseconds.ToString(CultureInfo.InvariantCulture));
    }

    static double Milliseconds(string shape)
    {
        using var step = new EncoderStep(StepShape.All[int.Parse(shape, CultureInfo.InvariantCulture)]);
        for (int i = 0; i < WarmUp; i++) step.Run();
        return 1000 * Median(Enumerable.Range(0, Steps).Select(_ => Interleaved.Seconds(step.Run)).ToList());
    }

    static double Child(string way, int shape)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, [ChildVerb, way, $"{shape}"]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        string text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return double.Parse(text, CultureInfo.InvariantCulture);
    }

    static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }
}
