// The whole idea in one program: a generator streams pairs of views, an encoder learns from them without a label or a stored image,
// leaves as ONNX, and a linear classifier of ML.NET tells real photographs of clothing apart with it.
//
//   dotnet run --project examples/Quickstart -c Release [-- --quick] [--seed N] [--out DIR] [--device auto|cpu|cuda:N]

using Mlvgm.MLNet.Evaluation.Reports;
using Mlvgm.MLNet.Torch.Native;
using Quickstart;

// Every step takes the same memory: the process keeps it.
NativeHeap.TryKeepFreedMemory();
using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
try
{
    var settings = Settings.Parse(args);
    var runs = Pipeline.Run(settings, Console.Out, stop.Token);
    Console.WriteLine("\nLinear probe on held-out real images, accuracy in %:\n");
    Console.WriteLine(new ProbeTable(runs).ToMarkdown());
    Console.WriteLine(Verdict.Of(runs));
    return 0;
}
catch (Exception e)
{
    Console.Error.WriteLine(e is OperationCanceledException ? "\nStopped; what was finished is in the output folder." : e.Message);
    return 1;
}
