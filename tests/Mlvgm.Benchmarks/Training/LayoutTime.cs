namespace Mlvgm.Benchmarks.Training;

/// <summary>The training step with channels innermost, as the library has it, against the straightforward network of plain strides.</summary>
static class LayoutTime
{
    const int Rounds = 7;

    public static void Run(TextWriter output, IReadOnlyList<StepShape> shapes)
    {
        output.WriteLine("| network | images | batch | plain strides, ms/step | channels innermost, ms/step | ratio (quartiles) |");
        output.WriteLine("|---|---|---:|---:|---:|---:|");
        foreach (var shape in shapes)
        {
            using EncoderStep plain = new(shape, plain: true), library = new(shape);
            var result = Interleaved.Compare(() => Steps(plain, shape), () => Steps(library, shape), Rounds);
            if (!(Math.Abs(plain.Loss - library.Loss) < 1e-2))
                throw new InvalidOperationException($"The losses of the two networks are {plain.Loss} and {library.Loss}.");
            output.WriteLine(FormattableString.Invariant(
                $"| {shape} | {1000 * result.Baseline / shape.Steps:f0} | {1000 * result.Candidate / shape.Steps:f0} | ") +
                FormattableString.Invariant($"{result.Ratio:f2} ({result.RatioLow:f2}-{result.RatioHigh:f2}) |"));
        }
    }

    static void Steps(EncoderStep step, StepShape shape)
    {
        for (int i = 0; i < shape.Steps; i++) step.Run();
    }
}
