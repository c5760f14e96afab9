namespace Mlvgm.MLNet.Torch.Tests.WeightFiles.Samples;

/// <summary>A small weight file, made in memory, and what it holds.</summary>
/// <param name="Name">The format.</param>
/// <param name="Bytes">The file.</param>
/// <param name="Tensors">Every tensor by name.</param>
sealed record SampleFile(string Name, byte[] Bytes, IReadOnlyDictionary<string, SampleTensor> Tensors)
{
    /// <summary>Whether damage to the file's data shows, because the format has checksums.</summary>
    public bool Checksummed { get; init; }

    /// <summary>Packs another pickle into the same archive, with right checksums; null for formats that are no archives.</summary>
    public Func<byte[], byte[]>? Repack { get; init; }

    /// <summary>The pickle inside the archive; null for formats that are no archives.</summary>
    public byte[]? Pickle { get; init; }
}
