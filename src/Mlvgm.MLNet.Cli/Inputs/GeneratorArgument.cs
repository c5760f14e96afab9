using System.CommandLine;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Onnx;
using Mlvgm.MLNet.Torch.Devices;
using Mlvgm.MLNet.Torch.Generators;

namespace Mlvgm.MLNet.Cli.Inputs;

/// <summary>A generator, named by a shipped model or by the path of a <c>.safetensors</c> or <c>.onnx</c> file.</summary>
static class GeneratorArgument
{
    public static Argument<string> Create() => new("generator")
    {
        Description = "A shipped generator (see mlvgm list), or the path of a .safetensors or .onnx file.",
    };

    /// <summary>Loads a generator that can be trained against, onto <paramref name="device"/>.</summary>
    /// <exception cref="ArgumentException">There is neither a shipped generator nor a file of that name.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, replaced, or no generator.</exception>
    public static TorchGenerator LoadTorch(string nameOrPath, DeviceChoice device) =>
        GeneratorRegistry.Load(Resolve(nameOrPath, "safetensors"), device.Device);

    /// <summary>Loads a generator that need only decode: by TorchSharp, or by ONNX Runtime for an <c>.onnx</c> file.</summary>
    /// <inheritdoc cref="LoadTorch"/>
    public static IGenerator Load(string nameOrPath, DeviceChoice device)
    {
        string path = Resolve(nameOrPath, "safetensors");
        return Path.GetExtension(path).Equals(".onnx", StringComparison.OrdinalIgnoreCase)
            ? new OnnxGenerator(path, gpuDeviceId: device.GpuDeviceId())
            : GeneratorRegistry.Load(path, device.Device);
    }

    static string Resolve(string nameOrPath, string format)
    {
        var shipped = ShippedModels.OfKind("generator");
        if (shipped.FirstOrDefault(entry => entry.Name == nameOrPath) is { } model) return ShippedModels.Store!.VerifiedPath(model, format);
        if (File.Exists(nameOrPath)) return nameOrPath;
        string available = shipped.Count == 0 ? "none" : string.Join(", ", shipped.Select(entry => entry.Name));
        throw new ArgumentException($"There is no generator '{nameOrPath}': no file has that name. Shipped generators: {available}.");
    }
}
