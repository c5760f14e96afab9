using System.Buffers;
using System.Runtime.InteropServices;

namespace Mlvgm.MLNet.Data.Images;

/// <summary>
/// The pixels of one picture outside the managed heap, given back at once: pictures of some megabytes each are large objects, which the collector keeps by the hundred.
/// </summary>
sealed unsafe class NativePixels(int length) : MemoryManager<byte>
{
    byte* _address = (byte*)NativeMemory.Alloc((nuint)length);

    public override Span<byte> GetSpan()
    {
        ObjectDisposedException.ThrowIf(_address is null, this);
        return new Span<byte>(_address, length);
    }

    public override MemoryHandle Pin(int elementIndex = 0)
    {
        ObjectDisposedException.ThrowIf(_address is null, this);
        return new MemoryHandle(_address + elementIndex);
    }

    public override void Unpin()
    {
    }

    protected override void Dispose(bool disposing)
    {
        NativeMemory.Free(_address);
        _address = null;
    }
}
