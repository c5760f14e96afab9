using Mlvgm.MLNet.Torch.Native;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Devices;

/// <summary>The device to compute on, and why it was chosen.</summary>
/// <param name="Device">The device.</param>
/// <param name="Explanation">One sentence for logs, such as <c>auto chose cpu: libtorch sees no CUDA device.</c></param>
/// <example>See <c>examples/ApiTour/NativeParts.cs</c>.</example>
public sealed record DeviceChoice(Device Device, string Explanation)
{
    /// <summary>The device where none is named: the first CUDA device, or the processor where there is none.</summary>
    public const string Auto = "auto";

    /// <summary>Reads <c>auto</c>, <c>cpu</c>, <c>cuda</c> or <c>cuda:N</c>; <c>auto</c> prefers the first CUDA device.</summary>
    /// <exception cref="ArgumentException">The text is none of those.</exception>
    /// <exception cref="InvalidOperationException">The CUDA device is absent; the message says how many there are.</exception>
    /// <exception cref="DllNotFoundException">libtorch cannot be loaded.</exception>
    public static DeviceChoice Parse(string device)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(device);
        TorchNative.EnsureLoaded();
        var (name, explanation) = Resolve(device, cuda.is_available() ? cuda.device_count() : 0);
        return new DeviceChoice(torch.device(name), explanation);
    }

    internal static (string Name, string Explanation) Resolve(string device, int cudaDevices)
    {
        string name = device.Trim().ToLowerInvariant();
        if (name == "cpu") return ("cpu", "cpu was asked for.");
        if (name == Auto)
        {
            return cudaDevices == 0
                ? ("cpu", "auto chose cpu: libtorch sees no CUDA device.")
                : ("cuda:0", $"auto chose cuda:0, the first of {cudaDevices} CUDA device(s).");
        }
        if (ParseCudaIndex(name) is not { } index)
            throw new ArgumentException($"'{device}' is not a device. Use auto, cpu or cuda:N, for example cuda:0.", nameof(device));
        if (index >= cudaDevices)
        {
            throw new InvalidOperationException(
                $"Device 'cuda:{index}' is absent: libtorch sees {cudaDevices} CUDA device(s). Use device cpu, or build for CUDA " +
                "(-p:MlvgmBackend=cuda) on a machine with an NVIDIA driver.");
        }
        return ($"cuda:{index}", $"cuda:{index} was asked for.");
    }

    static int? ParseCudaIndex(string name)
    {
        if (name == "cuda") return 0;
        return name.StartsWith("cuda:", StringComparison.Ordinal)
            && int.TryParse(name.AsSpan("cuda:".Length), System.Globalization.NumberStyles.None, null, out int index) ? index : null;
    }
}
