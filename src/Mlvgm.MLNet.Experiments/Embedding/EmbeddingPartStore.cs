using System.Runtime.InteropServices;
using Mlvgm.MLNet.Experiments.Storage;
using Mlvgm.MLNet.IO;

namespace Mlvgm.MLNet.Experiments.Embedding;

/// <summary>Finished parts of an embedding, a file each, beside the features to be written: a run that was stopped goes on from them.</summary>
sealed class EmbeddingPartStore
{
    readonly string _folder;

    /// <summary>Opens the folder, or makes it.</summary>
    /// <param name="folder">The folder of the parts alone.</param>
    /// <param name="key">What the parts must be of.</param>
    /// <exception cref="InvalidOperationException">There are parts of another encoder or other images.</exception>
    /// <exception cref="InvalidDataException">A file is damaged.</exception>
    public EmbeddingPartStore(string folder, EmbeddingKey key)
    {
        _folder = folder;
        string path = Path.Combine(folder, "key.json");
        if (CellFile.Find<EmbeddingKey>(path) is not { } kept) CellFile.Write(path, key);
        else if (kept != key)
            throw new InvalidOperationException(
                $"'{folder}' holds parts of another encoder or of other images. Delete it to begin anew, or write to another folder.");
    }

    /// <summary>Whether a part is finished.</summary>
    public bool Has(int part) => File.Exists(PathOf(part));

    /// <summary>Keeps a part.</summary>
    public void Write(int part, EmbeddingPart value) => AtomicFile.Write(PathOf(part), stream =>
    {
        using var writer = new BinaryWriter(stream, System.Text.Encoding.UTF8, leaveOpen: true);
        writer.Write(value.Skipped.Length);
        foreach (string reason in value.Skipped) writer.Write(reason);
        writer.Write(value.Images.Length);
        foreach (int image in value.Images) writer.Write(image);
        writer.Write(MemoryMarshal.AsBytes(value.Features.AsSpan()));
    });

    /// <summary>Reads a finished part.</summary>
    /// <param name="part">Its number.</param>
    /// <param name="width">Features of an image.</param>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public EmbeddingPart Read(int part, int width)
    {
        string path = PathOf(part);
        try
        {
            using var reader = new BinaryReader(File.OpenRead(path));
            string[] skipped = [.. Enumerable.Range(0, Count(reader)).Select(_ => reader.ReadString())];
            int[] images = [.. Enumerable.Range(0, Count(reader)).Select(_ => reader.ReadInt32())];
            float[] features = new float[images.Length * width];
            reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(features.AsSpan()));
            return reader.BaseStream.ReadByte() < 0
                ? new EmbeddingPart(images, features, skipped)
                : throw new InvalidDataException("There is more in it than features.");
        }
        catch (Exception e) when (e is EndOfStreamException or FormatException or InvalidDataException)
        {
            throw new InvalidDataException($"'{path}' is damaged. Delete it to compute it again.", e);
        }
    }

    /// <summary>Deletes every part, once the features are written.</summary>
    public void Delete() => Directory.Delete(_folder, recursive: true);

    static int Count(BinaryReader reader) => reader.ReadInt32() is var count && (uint)count <= EmbeddingRun.PartSize
        ? count
        : throw new InvalidDataException($"{count} images are in a part.");

    string PathOf(int part) => Path.Combine(_folder, FormattableString.Invariant($"{part:d6}.part"));
}
