// A trained encoder in an application of its own: a folder of images goes in, the nearest neighbours of each come out. It has ML.NET and ONNX Runtime,
// and nothing of Mlvgm.MLNet or TorchSharp.
//
//   dotnet run --project examples/ConsumeEncoder -c Release -- ENCODER.onnx FOLDER [NEIGHBOURS]
//
// An encoder that resizes by itself (mlvgm card ENCODER.onnx --pictures --out WHOLE.onnx) gets images as they are.

using System.Globalization;
using ConsumeEncoder;

if (args.Length is not (2 or 3) || !int.TryParse(args.ElementAtOrDefault(2) ?? "3", NumberStyles.None, CultureInfo.InvariantCulture, out int count) || count < 1)
{
    Console.Error.WriteLine("Usage: ConsumeEncoder ENCODER.onnx FOLDER [NEIGHBOURS]");
    return 2;
}
Telemetry.TurnOff();
try
{
    var images = FolderEmbedding.Embed(args[0], args[1]);
    Console.WriteLine($"{images.Count} images, {images[0].Features.Length} features each");
    foreach (var (name, neighbours) in NearestNeighbours.Of(images, count))
    {
        var texts = neighbours.Select(neighbour => string.Create(CultureInfo.InvariantCulture, $"{neighbour.Name} ({neighbour.Cosine:f3})"));
        Console.WriteLine($"{name}: {string.Join(", ", texts)}");
    }
    return 0;
}
catch (Exception e) when (e is IOException or InvalidDataException or ArgumentException)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
