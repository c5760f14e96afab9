using Mlvgm.MLNet.Torch.Native;
using Mlvgm.MLNet.WeightFiles.Tensors;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Weights;

/// <summary>Tensors of weight files as TorchSharp's.</summary>
/// <example>See <c>examples/ApiTour/Networks.cs</c>.</example>
public static class WeightTensorExtensions
{
    /// <summary>Reads the tensor to the CPU: contiguous, of the stored type and shape, in the caller's dispose scope.</summary>
    /// <param name="tensor">The tensor of a file that is open.</param>
    /// <exception cref="InvalidDataException">
    /// The numbers are <see cref="WeightTensor.Unreadable"/>, of a type that TorchSharp does not have, damaged or gone, or larger than 2 GiB.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The file was closed.</exception>
    public static Tensor ToTensor(this WeightTensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        TorchNative.EnsureLoaded();
        if (tensor.ByteLength > Array.MaxLength)
            throw new InvalidDataException($"A tensor of {tensor.ByteLength} bytes is larger than the 2 GiB that one may have.");
        if (!tensor.Type.TryToScalarType(out var type))
            throw tensor.Refusal($"has the type {tensor.TypeName}, which TorchSharp does not have");
        var value = empty([.. tensor.Shape], type);
        try
        {
            if (tensor.Elements > 0) tensor.ReadBytes(value.bytes);
            return value;
        }
        catch
        {
            value.Dispose();
            throw;
        }
    }
}
