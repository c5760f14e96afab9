using Mlvgm.MLNet.Torch.Devices;
using TorchSharp;

namespace Mlvgm.MLNet.Cli.Inputs;

/// <summary>The chosen device, as ONNX Runtime counts.</summary>
static class DeviceArgument
{
    /// <summary>The CUDA device's number, or null for the CPU.</summary>
    public static int? GpuDeviceId(this DeviceChoice choice) => choice.Device.type == DeviceType.CUDA ? choice.Device.index : null;
}
