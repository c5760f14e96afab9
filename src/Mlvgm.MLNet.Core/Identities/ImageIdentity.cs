using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Microsoft.ML;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.IO;

namespace Mlvgm.MLNet.Identities;

/// <summary>The identity of images: their pixels, labels, class names, number and shape.</summary>
/// <example>See <c>examples/ApiTour/WhatItWasComputedFrom.cs</c>.</example>
public static class ImageIdentity
{
    /// <summary>
    /// The identity of a set. Pixels are those in memory; of files that are decoded when they are read (<see cref="ImageFileSet"/>), the bytes of the files; of
    /// any other set, what <see cref="IImageSet.ContentHash"/> says, or the numbers that it reads. So a set in memory and its files have two identities.
    /// </summary>
    /// <exception cref="InvalidDataException">An image that has to be read for it does not decode.</exception>
    public static Identity Of(IImageSet images)
    {
        ArgumentNullException.ThrowIfNull(images);
        return new Identity().With("shape", images.Shape.ToString()).With("count", images.Count).With("labels", Labels(images.Labels))
            .With("classNames", ClassNames(images.ClassNames)).With(images is ImageFileSet ? "files" : "pixels", images.ContentHash ?? Numbers(images));
    }

    /// <summary>The identity of a view that <see cref="ImageDatasetCatalog.LoadFromImageDataset"/> made; null of any other, whose rows alone tell what it is.</summary>
    public static Identity? TryOf(IDataView view) => view is ImageDatasetView images ? Of(images.Dataset) : null;

    static string Labels(IReadOnlyList<int> labels)
    {
        byte[] bytes = new byte[labels.Count * sizeof(int)];
        for (int i = 0; i < labels.Count; i++) BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(i * sizeof(int)), labels[i]);
        return ContentHash.Of(bytes);
    }

    static string ClassNames(IReadOnlyList<string> names)
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
