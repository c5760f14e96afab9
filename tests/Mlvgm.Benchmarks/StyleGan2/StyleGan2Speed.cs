using Mlvgm.Benchmarks.Memory;
using Mlvgm.MLNet.Torch.Native;
using static TorchSharp.torch;

namespace Mlvgm.Benchmarks.StyleGan2;

/// <summary>StyleGAN2 at full size on the CPU: the library against <see cref="StraightforwardStyleGan2"/>, and micro-batching against one graph.</summary>
static class StyleGan2Speed
{
    const string MemoryVerb = "stylegan2-memory-of";

    static readonly (bool Backward, int Batch)[] Cases = [(false, 1), (false, 8), (true, 1), (true, 8)];

    /// <summary>Images per second, in turns, and peak memory.</summary>
    /// <param name="output">Receives the table.</param>
    /// <param name="rounds">Rounds at batch 1; half as many at batch 8.</param>
    /// <param name="keepMemory">Whether freed memory is kept (<see cref="NativeHeap"/>).</param>
    public static void Compare(TextWriter output, int rounds, bool keepMemory)
    {
        if (keepMemory) NativeHeap.TryKeepFreedMemory();
        output.WriteLine("| pass | batch | straightforward, images/s | library, images/s | time ratio (quartiles) |");
        output.WriteLine("|---|---:|---:|---:|---:|");
        foreach (var (backward, batch) in Cases)
        {
            using var plain = new SpeedCase("straightforward", batch, backward);
            using var library = new SpeedCase("library", batch, backward);
            CheckEqual(plain, library);
            var time = Interleaved.Compare(plain.Run, library.Run, batch == 1 ? rounds : rounds / 2);
            output.WriteLine(FormattableString.Invariant(
                $"| {Name(backward)} | {batch} | {batch / time.Baseline:f2} | {batch / time.Candidate:f2} | ") + FormattableString.Invariant(
                $"{time.Ratio:f2} ({time.RatioLow:f2}-{time.RatioHigh:f2}) |"));
        }
    }

    /// <summary>Peak memory, each case in a process of its own, and what the library's process grows by from step to step.</summary>
    public static void CompareMemory(TextWriter output)
    {
        output.WriteLine("| pass | batch | straightforward, peak | library, peak | library, growth over the last third of its steps |");
        output.WriteLine("|---|---:|---:|---:|---:|");
        foreach (var (backward, batch) in Cases)
        {
            var plain = Memory("straightforward", batch, backward);
            var library = Memory("library", batch, backward);
            output.WriteLine($"| {Name(backward)} | {batch} | {Megabytes(plain.Peak)} | {Megabytes(library.Peak)} | {(batch == 1 ? Megabytes(library.Growth) : "")} |");
        }
    }

    /// <summary>Forward and back for a batch of 8: one graph, and pieces.</summary>
    public static void Pieces(TextWriter output, int rounds)
    {
        NativeHeap.TryKeepFreedMemory();
        const int batch = 8;
        output.WriteLine("| pieces of | peak | images/s | time over that of one graph (quartiles) |");
        output.WriteLine("|---:|---:|---:|---:|");
        output.WriteLine($"| {batch} (one graph) | {Megabytes(Memory("library", batch, true).Peak)} | | 1 |");
        foreach (int size in new[] { 4, 2, 1 })
        {
            using var whole = new SpeedCase("library", batch, backward: true);
            using var pieces = new SpeedCase($"{size}", batch, backward: true);
            CheckEqual(whole, pieces);
            var time = Interleaved.Compare(whole.Run, pieces.Run, rounds);
            output.WriteLine(FormattableString.Invariant(
                $"| {size} | {Megabytes(Memory($"{size}", batch, true).Peak)} | {batch / time.Candidate:f2} | {time.Ratio:f2} ({time.RatioLow:f2}-{time.RatioHigh:f2}) |"));
        }
    }

    /// <summary>What the child process runs: way, batch, and whether it goes backwards.</summary>
    public static void ReportMemory(string way, string batch, string backward)
    {
        // Freed memory is given back here, so that the process is as large as what it uses.
        int samples = int.Parse(batch);
        using var work = new SpeedCase(way, samples, bool.Parse(backward));
        ChildMemory.Report(work.Run, samples == 1 ? 15 : 2);
    }

    static ChildMemory.Result Memory(string way, int batch, bool backward) => ChildMemory.Measure(MemoryVerb, way, $"{batch}", $"{backward}");

    static void CheckEqual(SpeedCase first, SpeedCase second)
    {
        using var scope = NewDisposeScope();
        double difference = (first.Images() - second.Images()).abs().max().item<float>();
        if (!(difference < 1e-3)) throw new InvalidOperationException($"The two ways differ by {difference}.");
    }

    static string Name(bool backward) => backward ? "forward + backward" : "forward";

    static string Megabytes(long bytes) => FormattableString.Invariant($"{bytes / 1e6:f0} MB");
}
