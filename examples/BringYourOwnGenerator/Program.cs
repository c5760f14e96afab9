// A generator of your own, as TorchScript (with its .json beside it, docs/generators/torchscript.md) or as ONNX: a picture of what each latent changes,
// and an encoder trained on its views.
//
//   dotnet run --project examples/BringYourOwnGenerator -c Release -- GENERATOR OUT [--quick] [--trust-code]

using BringYourOwnGenerator;
using Mlvgm.MLNet.Torch.Native;

// Every step takes the same memory: the process keeps it.
NativeHeap.TryKeepFreedMemory();
string[] paths = [.. args.Where(argument => argument is not ("--quick" or "--trust-code"))];
if (paths.Length != 2)
{
    Console.Error.WriteLine("Usage: BringYourOwnGenerator GENERATOR.pt|GENERATOR.onnx OUT [--quick] [--trust-code]");
    return 2;
}
try
{
    var generator = OwnGenerator.Open(paths[0], args.Contains("--trust-code"));
    using var owned = generator as IDisposable;
    string picture = Path.Combine(paths[1], "latents.png");
    OwnGenerator.Draw(generator, picture);
    Console.WriteLine($"{picture}: anchors, then {string.Join(", ", generator.Layout.Latents.Select(latent => latent.Name))} drawn anew");
    var trained = OwnGenerator.Train(generator, Path.Combine(paths[1], "encoder"), args.Contains("--quick"));
    using var transformer = trained.Transformer;
    Console.WriteLine($"{trained.OnnxPath}: {trained.Card.FeatureWidth} features");
    return 0;
}
catch (Exception e) when (e is IOException or InvalidDataException or ArgumentException or InvalidOperationException)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
