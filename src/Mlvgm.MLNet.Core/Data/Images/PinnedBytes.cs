using System.Buffers;

namespace Mlvgm.MLNet.Data.Images;

/// <summary>Bytes that stay where they are while native code reads or fills them, so that images need no second copy in memory.</summary>
readonly struct PinnedBytes : IDisposable
{
    readonly MemoryHandle _handle;

    public PinnedBytes(ReadOnlyMemory<byte> bytes) => _handle = bytes.Pin();

    /// <summary>Where the first byte is.</summary>
    public unsafe nint Address => (nint)_handle.Pointer;

    public void Dispose() => _handle.Dispose();
}
