using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Onnx;
using Mlvgm.MLNet.Torch.Devices;
using Mlvgm.MLNet.Torch.Generators;
using Mlvgm.MLNet.Torch.Generators.Abstractions;
using TorchSharp;

namespace Mlvgm.MLNet.Experiments.Inputs;

/// <summary>A generator, named by a shipped model or by the path of a <c>.safetensors</c>, TorchScript or <c>.onnx</c> file.</summary>
/// <example>See <c>examples/ApiTour/ModelPages.cs</c>.</example>
public static class NamedGenerator
{
    /// <summary>The file of a generator.</summary>
    /// <exception cref="ArgumentException">There is neither a shipped generator nor a file of that name.</exception>
    public static string PathOf(string nameOrPath) => ShippedModels.FileOf(nameOrPath) ?? throw Unknown(nameOrPath);

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
