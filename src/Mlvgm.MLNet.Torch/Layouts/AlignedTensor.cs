using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Layouts;

/// <summary>Tensors of numbers from managed memory, in memory of libtorch's own.</summary>
/// <remarks>
/// <c>torch.tensor</c> leaves an array where the garbage collector put it. Matrix products round differently as memory is aligned
/// differently, so that two equal runs would differ in their last bits.
/// </remarks>
/// <example>See <c>examples/ApiTour/NativeParts.cs</c>.</example>
public static class AlignedTensor
{
    /// <summary>A copy of <paramref name="values"/>, of the given shape, on <paramref name="device"/>, in the caller's dispose scope.</summary>
    public static Tensor Of(ReadOnlySpan<float> values, ReadOnlySpan<long> shape, Device device)
    {
        var host = empty(shape, ScalarType.Float32);
        MemoryMarshal.AsBytes(values).CopyTo(host.bytes);
        if (device.type == TorchSharp.DeviceType.CPU) return host;
        using (host) return host.to(device);
    }
}
