using System.Buffers.Binary;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Identities;
using Mlvgm.MLNet.IO;
using Mlvgm.MLNet.Seeding;

namespace Mlvgm.MLNet.Training.Streaming;

/// <summary>
/// By what files that are decoded as they are read are known again: their number, their lengths in order, and all bytes of 64 of them. Reading all bytes of a large folder would take
/// longer than training from it.
/// </summary>
static class StreamedIdentity
{
    const int Sampled = 64;

    /// <summary>The identity of the files as they are now.</summary>
    public static Identity Of(ImageFileSet files)
    {
        int[] order = Permutation.Of(files.Count, new SeedKey(seed: 0, "files/sample"));
        var sample = new ImageFileSet(files.Shape, [.. order.Take(Sampled).Select(i => files.Paths[i])], [], []) { AsStored = files.AsStored };
        return new Identity().With("count", files.Count).With("lengths", Lengths(files.Versions)).With("sample", sample.ContentHash);
    }

    static string Lengths(IReadOnlyList<FileVersion> versions)
    {
        byte[] bytes = new byte[versions.Count * sizeof(long)];
        for (int i = 0; i < versions.Count; i++) BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(i * sizeof(long)), versions[i].Length);
        return ContentHash.Of(bytes);
    }
}
