using System.Runtime.InteropServices;

namespace Mlvgm.MLNet.WeightFiles.Tensors;

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
        else if (runs.Span * size <= Math.Min(Array.MaxLength, view.Elements / runs.Length * BytesPerRead))
            CopyFromWindow(view, runs, destination, size);
        else CopyRunByRun(view, runs, destination, size);
        if (view.Storage.BigEndian == BitConverter.IsLittleEndian) ByteOrder.Swap(destination, size);
        if (view.Negated) Negation.Apply(destination, view.Storage.Type);
    }

    /// <summary>Reads everything between the first and the last element at once.</summary>
    static void CopyFromWindow(TensorView view, ElementRuns runs, Span<byte> destination, int size)
    {
        byte[] window = GC.AllocateUninitializedArray<byte>((int)(runs.Span * size));
        view.Storage.Bytes.Read(view.Offset * size, window);
        if (size == 1) Gather<byte>(runs, window, destination);
        if (size == 2) Gather(runs, MemoryMarshal.Cast<byte, ushort>(window), MemoryMarshal.Cast<byte, ushort>(destination));
        if (size == 4) Gather(runs, MemoryMarshal.Cast<byte, uint>(window), MemoryMarshal.Cast<byte, uint>(destination));
        if (size == 8) Gather(runs, MemoryMarshal.Cast<byte, ulong>(window), MemoryMarshal.Cast<byte, ulong>(destination));
    }

    static void Gather<T>(ElementRuns runs, ReadOnlySpan<T> window, Span<T> destination)
    {
        var (length, count, stride) = ((int)runs.Length, (int)runs.InnerCount, (int)runs.InnerStride);
        int at = 0;
        foreach (long rowStart in runs.RowStarts())
        {
            int start = (int)rowStart;
            for (int i = 0; i < count; i++, start += stride)
            {
                if (length == 1) destination[at] = window[start];
                else window.Slice(start, length).CopyTo(destination[at..]);
                at += length;
            }
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
}
