using Mlvgm.MLNet.Torch.Native;
using Mlvgm.MLNet.Torch.WeightFiles.Tensors;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.WeightFiles;

/// <summary>A tensor of a weight file. Its numbers stay in the file until they are asked for.</summary>
public sealed class WeightTensor
{
    TensorView? _view;

    /// <summary>A tensor whose description comes later in the file.</summary>
    internal WeightTensor()
    {
    }

    internal WeightTensor(TensorView view) => _view = view;

    /// <summary>The element type as stored.</summary>
    public ScalarType Type => View.Storage.Type;

    /// <summary>The dimensions; empty for a scalar.</summary>
    public IReadOnlyList<long> Shape => View.Shape;

    /// <summary>The number of elements.</summary>
    public long Elements => View.Elements;

    /// <summary>The file that errors name.</summary>
    internal string Origin { get; set; } = "the file";

    /// <summary>Whether the file describes the tensor in full.</summary>
    internal bool Described => _view is not null;

    TensorView View => _view ?? throw new InvalidDataException("a tensor is named but never described.");

    /// <summary>Reads the elements: row-major, in the machine's byte order, bit for bit as stored.</summary>
    /// <exception cref="InvalidDataException">The data is damaged or has gone.</exception>
    /// <exception cref="ObjectDisposedException">The file was closed.</exception>
    public byte[] ReadBytes()
    {
        byte[] bytes = new byte[CheckedLength()];
        Fill(bytes);
        return bytes;
    }

    /// <summary>Reads the tensor to the CPU: contiguous, of the stored type and shape, in the caller's dispose scope.</summary>
    /// <exception cref="InvalidDataException">The data is damaged or has gone.</exception>
    /// <exception cref="ObjectDisposedException">The file was closed.</exception>
    public Tensor ToTensor()
    {
        TorchNative.EnsureLoaded();
        CheckedLength();
        var value = empty(View.Shape, Type);
        try
        {
            if (View.Elements > 0) Fill(value.bytes);
            return value;
        }
        catch
        {
            value.Dispose();
            throw;
        }
    }

    /// <summary>Gives the description that was still to come.</summary>
    internal void Describe(TensorView view) => _view = view;

    void Fill(Span<byte> bytes)
    {
        try
        {
            StridedCopy.Copy(View, bytes);
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"'{Origin}': {e.Message}", e);
        }
    }

    int CheckedLength() => View.ByteLength <= Array.MaxLength
        ? (int)View.ByteLength
        : throw new InvalidDataException($"a tensor of {View.ByteLength} bytes is larger than the 2 GiB that one may have.");
}
