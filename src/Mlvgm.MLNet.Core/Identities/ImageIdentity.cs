using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Microsoft.ML;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.IO;

namespace Mlvgm.MLNet.Identities;

/// <summary>The identity of images: their pixels, labels, class names, number and shape.</summary>
public static class ImageIdentity
{
    /// <summary>
    /// The identity of a set. Pixels are those in memory; of files that are decoded when they are read (<see cref="ImageFileSet"/>), the bytes of the files; of
    /// any other set, the numbers that it reads. So a set in memory and its files have two identities.
    /// </summary>
    /// <exception cref="FileNotFoundException">A file is missing.</exception>
    public static Identity Of(IImageSet images)
    {
        ArgumentNullException.ThrowIfNull(images);
        var identity = new Identity().With("shape", images.Shape.ToString()).With("count", images.Count)
            .With("labels", Labels(images.Labels)).With("classNames", ClassNames(images.ClassNames));
        return images switch
        {
            ImageDataset memory => identity.With("pixels", ContentHash.Of(memory.Pixels.Span)),
            ImageFileSet files => identity.With("files", Files(files.Paths)),
            _ => identity.With("pixels", Numbers(images)),
        };
    }

    /// <summary>The identity of a view that <see cref="ImageDatasetCatalog.LoadFromImageDataset"/> made; null of any other, whose rows alone tell what it is.</summary>
    public static Identity? TryOf(IDataView view) => view is ImageDatasetView images ? Of(images.Dataset) : null;

    /// <summary>The hash of the bytes of files, one after another.</summary>
    /// <exception cref="FileNotFoundException">A file is missing.</exception>
    public static string Files(IEnumerable<string> paths)
    {
        using var hash = new ContentHash();
        foreach (string path in paths) hash.Add(FileHash.Sha256(path));
        return hash.Finish();
    }

    /// <summary>The hash of classes.</summary>
    public static string Labels(IReadOnlyList<int> labels)
    {
        byte[] bytes = new byte[labels.Count * sizeof(int)];
        for (int i = 0; i < labels.Count; i++) BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(i * sizeof(int)), labels[i]);
        return ContentHash.Of(bytes);
    }

    /// <summary>The hash of the names of classes.</summary>
    public static string ClassNames(IReadOnlyList<string> names)
    {
        using var hash = new ContentHash();
        foreach (string name in names) hash.Add(name);
        return hash.Finish();
    }

    static string Numbers(IImageSet images)
    {
        using var hash = new ContentHash();
        float[] image = new float[images.Shape.Size];
        for (int i = 0; i < images.Count; i++)
        {
            images.Read(i, image);
            hash.Add(MemoryMarshal.AsBytes(image.AsSpan()));
        }
        return hash.Finish();
    }
}
