using Mlvgm.Benchmarks.Memory;
using Mlvgm.MLNet.Torch.Native;
using static TorchSharp.torch;

namespace Mlvgm.Benchmarks.BigBiGan;

/// <summary>BigBiGAN at full size on the CPU: the library against <see cref="StraightforwardBigBiGan"/>.</summary>
static class BigBiGanSpeed
{
    /// <summary>The verb under which a child process reports its memory.</summary>
    public const string MemoryVerb = "bigbigan-memory-of";

    static readonly (bool Backward, int Batch)[] Cases = [(false, 1), (false, 8), (true, 1), (true, 8)];

    /// <summary>Images per second, in turns, and peak memory, each case in a process of its own.</summary>
    /// <param name="output">Receives the table.</param>
    /// <param name="rounds">Rounds at batch 1; half as many at batch 8.</param>
    /// <param name="keepMemory">Whether freed memory is kept (<see cref="NativeHeap"/>).</param>
    public static void Compare(TextWriter output, int rounds, bool keepMemory)
    {
        if (keepMemory) NativeHeap.TryKeepFreedMemory();
        output.WriteLine("| pass | batch | straightforward, images/s | library, images/s | time ratio (quartiles) | straightforward, peak | library, peak |");
        output.WriteLine("|---|---:|---:|---:|---:|---:|---:|");
        foreach (var (backward, batch) in Cases)
        {
            using var plain = new SpeedCase(straightforward: true, batch, backward);
            using var library = new SpeedCase(straightforward: false, batch, backward);
            CheckEqual(plain, library, backward);
            var time = Interleaved.Compare(plain.Run, library.Run, batch == 1 ? rounds : rounds / 2);
            output.WriteLine(FormattableString.Invariant(
                $"| {(backward ? "forward + backward" : "forward")} | {batch} | {batch / time.Baseline:f2} | {batch / time.Candidate:f2} | ") +
                FormattableString.Invariant($"{time.Ratio:f2} ({time.RatioLow:f2}-{time.RatioHigh:f2}) | ") +
                $"{Peak(true, batch, backward, keepMemory)} | {Peak(false, batch, backward, keepMemory)} |");
        }
    }

    /// <summary>What the child process runs: whether the straightforward way, batch, whether it goes back, and whether freed memory is kept.</summary>
    public static void ReportMemory(string straightforward, string batch, string backward, string keepMemory)
    {
        if (bool.Parse(keepMemory)) NativeHeap.TryKeepFreedMemory();
        using var work = new SpeedCase(bool.Parse(straightforward), int.Parse(batch), bool.Parse(backward));
        ChildMemory.Report(work.Run, runs: 4);
    }

    static string Peak(bool straightforward, int batch, bool backward, bool keepMemory)
    {
        long bytes = ChildMemory.Measure(MemoryVerb, $"{straightforward}", $"{batch}", $"{backward}", $"{keepMemory}").Peak;
        return FormattableString.Invariant($"{bytes / 1e6:f0} MB");
    }

    static void CheckEqual(SpeedCase first, SpeedCase second, bool backward)
    {
        using var scope = NewDisposeScope();
        double images = (first.Images() - second.Images()).abs().max().item<float>();
        if (!(images < 1e-3)) throw new InvalidOperationException($"The images of the two ways differ by {images}.");
        if (!backward) return;
        var (expected, actual) = (first.Gradients(), second.Gradients());
        double gradients = ((expected - actual).norm() / expected.norm()).item<float>();
        if (!(gradients < 1e-2)) throw new InvalidOperationException($"The gradients of the two ways differ by {gradients} of their norm.");
    }
}
