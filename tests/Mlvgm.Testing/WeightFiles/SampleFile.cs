namespace Mlvgm.Testing.WeightFiles;

/// <summary>A small weight file, made in memory, and what it holds.</summary>
/// <param name="Name">The format.</param>
/// <param name="Bytes">The file.</param>
/// <param name="Tensors">Every tensor by name.</param>
public sealed record SampleFile(string Name, byte[] Bytes, IReadOnlyDictionary<string, SampleTensor> Tensors)
{
    /// <summary>Whether damage to the file's data shows, because the format has checksums.</summary>
    public bool Checksummed { get; init; }

    /// <summary>Puts other contents into the same container, with right lengths and checksums; null for formats without a container.</summary>
    public Func<byte[], byte[]>? Repack { get; init; }

    /// <summary>The pickle inside the archive, or the header of safetensors; null for formats without a container.</summary>
    public byte[]? Contents { get; init; }
}
