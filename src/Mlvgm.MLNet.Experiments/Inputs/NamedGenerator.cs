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
    /// <summary>What the option means by which a generator's code is trusted.</summary>
    public const string TrustCodeText = "Run the code of a TorchScript generator (.pt, .ts), which is a program; mlvgm inspect lists what it may do.";

    /// <summary>The file of a generator.</summary>
    /// <exception cref="ArgumentException">There is neither a shipped generator nor a file of that name.</exception>
    public static string PathOf(string nameOrPath) => ShippedModels.FileOf(nameOrPath) ?? throw Unknown(nameOrPath);

    /// <summary>Loads a generator that can be trained against.</summary>
    /// <param name="nameOrPath">A shipped generator's name, or the path of one.</param>
    /// <param name="device">Where to compute.</param>
    /// <param name="trustCode">Whether a TorchScript, which is a program, may run.</param>
    /// <exception cref="ArgumentException">
    /// There is neither a shipped generator nor a file of that name, or it is a TorchScript that is not trusted.
    /// </exception>
    /// <exception cref="InvalidDataException">The file is damaged, replaced, or no generator.</exception>
    public static TorchGenerator LoadTorch(string nameOrPath, DeviceChoice device, bool trustCode = false)
    {
        if (!File.Exists(nameOrPath) && ShippedModels.Generators.All(entry => entry.Name != nameOrPath)) throw Unknown(nameOrPath);
        return GeneratorRegistry.Open(nameOrPath, device.Device, trustCode);
    }

    /// <summary>Loads a generator that need only decode: by ONNX Runtime if it is an <c>.onnx</c> file.</summary>
    /// <inheritdoc cref="LoadTorch"/>
    public static IGenerator Load(string nameOrPath, DeviceChoice device, bool trustCode = false) =>
        File.Exists(nameOrPath) && Path.GetExtension(nameOrPath).Equals(".onnx", StringComparison.OrdinalIgnoreCase)
            ? new OnnxGenerator(nameOrPath, gpuDeviceId: device.Device.type == DeviceType.CUDA ? device.Device.index : null)
            : LoadTorch(nameOrPath, device, trustCode);

    static ArgumentException Unknown(string name)
    {
        var shipped = ShippedModels.Generators;
        string available = shipped.Count == 0 ? "none" : string.Join(", ", shipped.Select(entry => entry.Name));
        return new ArgumentException($"There is no generator '{name}': no file has that name. Shipped generators: {available}.");
    }
}
