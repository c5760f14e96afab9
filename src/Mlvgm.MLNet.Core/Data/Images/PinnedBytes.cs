using System.Runtime.InteropServices;

namespace Mlvgm.MLNet.Data.Images;

/// <summary>Bytes that stay where they are while native code reads or fills them, so that images need no second copy in memory.</summary>
readonly struct PinnedBytes : IDisposable
{
    readonly GCHandle _handle;

    /// <exception cref="ArgumentException">The bytes are not those of an array.</exception>
    public PinnedBytes(ReadOnlyMemory<byte> bytes)
    {
        if (!MemoryMarshal.TryGetArray(bytes, out var segment)) throw new ArgumentException("Only the bytes of an array can be pinned.", nameof(bytes));
        _handle = GCHandle.Alloc(segment.Array, GCHandleType.Pinned);
        Address = _handle.AddrOfPinnedObject() + segment.Offset;
    }

    /// <summary>Where the first byte is.</summary>
    public nint Address { get; }

    public void Dispose() => _handle.Free();
}
