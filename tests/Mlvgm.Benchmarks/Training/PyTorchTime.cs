using System.Diagnostics;
using System.Globalization;

namespace Mlvgm.Benchmarks.Training;

/// <summary>
/// The training step against the same network, heads, batch and optimiser in Python's PyTorch (Debian's python3-torch), which runs beside this
/// process and is told when to take its turn. Aim: at most 0.9 of its time.
/// </summary>
static class PyTorchTime
{
    const int Rounds = 7;

    public static void Run(TextWriter output, string script, IReadOnlyList<StepShape> shapes)
    {
        output.WriteLine("| network | images | batch | PyTorch's strides | PyTorch, ms/step | library, ms/step | ratio (quartiles) |");
        output.WriteLine("|---|---|---:|---|---:|---:|---:|");
        foreach (var shape in shapes)
        {
            foreach (string layout in new[] { "default", "channels_last" })
            {
                using var python = new PythonStep(script, layout, shape);
                using var library = new EncoderStep(shape);
                var result = Interleaved.Compare(python.Run, () => Steps(library, shape), Rounds);
                output.WriteLine(FormattableString.Invariant(
                    $"| {shape} | {layout} | {1000 * result.Baseline / shape.Steps:f0} | {1000 * result.Candidate / shape.Steps:f0} | ") +
                    FormattableString.Invariant($"{result.Ratio:f2} ({result.RatioLow:f2}-{result.RatioHigh:f2}) |"));
            }
        }
    }

    static void Steps(EncoderStep step, StepShape shape)
    {
        for (int i = 0; i < shape.Steps; i++) step.Run();
    }

    /// <summary>The script, which takes its steps whenever it is sent a line, and answers with one.</summary>
    sealed class PythonStep : IDisposable
    {
        readonly Process _process;

        public PythonStep(string script, string layout, StepShape shape)
        {
            string[] arguments =
            [
                script, layout, shape.Backbone, Text(shape.Width), Text(shape.Side), Text(shape.Batch), Text(shape.Steps), Text(Environment.ProcessorCount),
            ];
            var start = new ProcessStartInfo("/usr/bin/python3", arguments) { RedirectStandardInput = true, RedirectStandardOutput = true };
            _process = Process.Start(start)!;
            Expect("ready");
        }

        public void Run()
        {
            _process.StandardInput.WriteLine();
            Expect("done");
        }

        public void Dispose()
        {
            _process.StandardInput.Close();
            _process.WaitForExit();
            _process.Dispose();
        }

        void Expect(string answer)
        {
            string? line = _process.StandardOutput.ReadLine();
            if (line != answer) throw new InvalidOperationException($"The script said '{line}' in place of '{answer}'.");
        }

        static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
    }
}
