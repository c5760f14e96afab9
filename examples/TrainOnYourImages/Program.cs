// An encoder of your own images: a folder goes in, encoder.onnx comes out. Started again with the same folders, a run that was stopped goes on.
//
//   dotnet run --project examples/TrainOnYourImages -c Release -- IMAGES RUN [--size 64] [--quick]

using System.Globalization;
using Mlvgm.MLNet.Torch.Native;
using TrainOnYourImages;

// Every step takes the same memory: the process keeps it.
NativeHeap.TryKeepFreedMemory();
bool quick = args.Contains("--quick");
int at = Array.IndexOf(args, "--size"), side = 64;
string[] folders = [.. args.Where((argument, i) => argument != "--quick" && (at < 0 || (i != at && i != at + 1)))];
bool sized = at < 0 || int.TryParse(args.ElementAtOrDefault(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out side);
if (folders.Length != 2 || !sized || side < 8)
{
    Console.Error.WriteLine("Usage: TrainOnYourImages IMAGES RUN [--size SIDE] [--quick], where SIDE is at least 8 pixels");
    return 2;
}
using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
try
{
    var trained = FolderTraining.Train(folders[0], folders[1], side, quick, Console.Out, stop.Token);
    using var transformer = trained.Transformer;
    Console.WriteLine($"{trained.OnnxPath}: {trained.Card.FeatureWidth} features, after {trained.Training.Steps} steps");
    Console.WriteLine("Try it: dotnet run --project examples/ConsumeEncoder -c Release -- " + $"{trained.OnnxPath} {folders[0]}");
    return 0;
}
catch (Exception e)
{
    Console.Error.WriteLine(e is OperationCanceledException ? "Stopped while images were decoded." : e.Message);
    return 1;
}
