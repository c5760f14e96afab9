using Mlvgm.MLNet.Onnx.Sessions;
using Mlvgm.MLNet.Torch.Devices;
using Mlvgm.MLNet.Torch.Layouts;
using Mlvgm.MLNet.Torch.Native;
using static TorchSharp.torch;

namespace ApiTour;

/// <summary>What stands below: whether libtorch is loaded, which device is used, and memory that is kept.</summary>
public static class NativeParts
{
    /// <summary>Loads libtorch, and copies numbers to the device that was chosen.</summary>
    /// <returns>The files that were loaded, the device with its reason, and the sum of the numbers there.</returns>
    public static (IReadOnlyList<string> Files, string Device, float Sum) Run()
    {
        TorchNative.EnsureLoaded();
        TorchNativeReport report = TorchNative.Report;
        if (report.Failure is { } failure) throw new InvalidOperationException(failure);
        // For a program that opens ONNX models by itself; what the library opens is told already.
        OnnxRuntimeTelemetry.TurnOff();
        NativeHeap.TryKeepFreedMemory();
        DeviceChoice choice = DeviceChoice.Parse("cpu");
        using var numbers = AlignedTensor.Of([1, 2, 3, 4], [2, 2], choice.Device);
        return (report.Files, choice.Explanation, numbers.sum().item<float>());
    }
}
