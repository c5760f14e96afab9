using System.CommandLine;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Onnx;
using Mlvgm.MLNet.Torch.Devices;
using Mlvgm.MLNet.Torch.Generators;
using TorchSharp;

namespace Mlvgm.MLNet.Cli.Inputs;

/// <summary>A generator, named by a shipped model or by the path of a <c>.safetensors</c>, TorchScript or <c>.onnx</c> file.</summary>
static class GeneratorArgument
{
    public static Argument<string> Create() => new("generator")
    {
        Description = "A shipped generator (see mlvgm list), or the path of a .safetensors or TorchScript (.pt, .ts) file; to draw, also of an .onnx file.",
    };

    /// <summary>How many images at a time, for <see cref="InPieces"/>.</summary>
    public static Option<int?> GeneratorBatch() => new("--generator-batch")
    {
        Description = "Images that the generator makes at a time, to save memory; all of a batch when absent.", HelpName = "N",
    };

    /// <summary>The generator itself, or one that decodes in pieces; what is returned does not own it.</summary>
    /// <exception cref="ArgumentException">The size of a piece is below 1.</exception>
    public static TorchGenerator InPieces(TorchGenerator generator, int? pieceSize) => pieceSize is { } size
        ? new MicroBatchedGenerator(generator, NumberRange.Check("--generator-batch", size, 1, int.MaxValue))
        : generator;

    /// <summary>The file of a generator.</summary>
    /// <exception cref="ArgumentException">There is neither a shipped generator nor a file of that name.</exception>
    public static string FileOf(string nameOrPath) => ShippedModels.FileOf(nameOrPath) ?? throw Unknown(nameOrPath);

    /// <summary>Loads a generator that can be trained against.</summary>
    /// <exception cref="ArgumentException">There is neither a shipped generator nor a file of that name.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, replaced, or no generator.</exception>
    public static TorchGenerator LoadTorch(string nameOrPath, DeviceChoice device)
    {
        if (!File.Exists(nameOrPath) && ShippedModels.Generators.All(entry => entry.Name != nameOrPath)) throw Unknown(nameOrPath);
        return GeneratorRegistry.Open(nameOrPath, device.Device);
    }

    /// <summary>Loads a generator that need only decode: by ONNX Runtime if it is an <c>.onnx</c> file.</summary>
    /// <inheritdoc cref="LoadTorch"/>
    public static IGenerator Load(string nameOrPath, DeviceChoice device) =>
        File.Exists(nameOrPath) && Path.GetExtension(nameOrPath).Equals(".onnx", StringComparison.OrdinalIgnoreCase)
            ? new OnnxGenerator(nameOrPath, gpuDeviceId: device.Device.type == DeviceType.CUDA ? device.Device.index : null)
            : LoadTorch(nameOrPath, device);

    static ArgumentException Unknown(string name)
    {
        var shipped = ShippedModels.Generators;
        string available = shipped.Count == 0 ? "none" : string.Join(", ", shipped.Select(entry => entry.Name));
        return new ArgumentException($"There is no generator '{name}': no file has that name. Shipped generators: {available}.");
    }
}
