using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Mlvgm.MLNet.Torch.WeightFiles.Tensors;

/// <summary>Brings a tensor's elements into row-major order and the machine's byte order.</summary>
static class StridedCopy
{
    /// <summary>Bytes that can be read and passed over in the time that one more call to the system takes.</summary>
    const int BytesPerRead = 4096;

    /// <summary>Fills <paramref name="destination"/>, of the view's <see cref="TensorView.ByteLength"/>.</summary>
    /// <exception cref="InvalidDataException">The data is missing or damaged.</exception>
    public static void Copy(TensorView view, Span<byte> destination)
    {
        if (view.Elements == 0) return;
        int size = view.Storage.ElementSize;
        var runs = ElementRuns.Of(view);
        if (runs.Contiguous) view.Storage.Bytes.Read(view.Offset * size, destination);
        else if (runs.Span * size <= Math.Min(Array.MaxLength, view.Elements / runs.Length * BytesPerRead)) CopyFromWindow(view, runs, destination, size);
        else CopyRunByRun(view, runs, destination, size);
        if (view.Storage.BigEndian == BitConverter.IsLittleEndian) Swap(destination, size);
    }

    /// <summary>Reads everything between the first and the last element at once.</summary>
    static void CopyFromWindow(TensorView view, ElementRuns runs, Span<byte> destination, int size)
    {
        byte[] window = GC.AllocateUninitializedArray<byte>((int)(runs.Span * size));
        view.Storage.Bytes.Read(view.Offset * size, window);
        int at = 0;
        int length = (int)(runs.Length * size);
        foreach (long start in runs.Starts())
        {
            window.AsSpan((int)(start * size), length).CopyTo(destination[at..]);
            at += length;
        }
    }

    /// <summary>Reads elements that lie far apart one run at a time: a small view of a large storage costs little.</summary>
    static void CopyRunByRun(TensorView view, ElementRuns runs, Span<byte> destination, int size)
    {
        int at = 0;
        int length = (int)(runs.Length * size);
        foreach (long start in runs.Starts())
        {
            view.Storage.Bytes.Read((view.Offset + start) * size, destination.Slice(at, length));
            at += length;
        }
    }

    static void Swap(Span<byte> bytes, int size)
    {
        if (size == 2) Swap(MemoryMarshal.Cast<byte, ushort>(bytes), BinaryPrimitives.ReverseEndianness);
        if (size == 4) Swap(MemoryMarshal.Cast<byte, uint>(bytes), BinaryPrimitives.ReverseEndianness);
        if (size == 8) Swap(MemoryMarshal.Cast<byte, ulong>(bytes), BinaryPrimitives.ReverseEndianness);
    }

    delegate void Reverse<T>(ReadOnlySpan<T> source, Span<T> destination);

    static void Swap<T>(Span<T> words, Reverse<T> reverse) => reverse(words, words);
}
