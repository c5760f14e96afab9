using System.Runtime.InteropServices;
using Microsoft.ML;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.IO;
using Mlvgm.MLNet.Training.Sources;

namespace Mlvgm.MLNet.Training.DecodedStore;

/// <summary>
/// Reads the rows of a view once, in their order, into a store: a byte for each pixel where every one is a whole 255th of a white pixel, as those of
/// image files are, else the numbers themselves.
/// </summary>
/// <param name="columnNames">Vector columns of <see cref="float"/>, planar: the anchors', and the positives' where there are any.</param>
/// <param name="shape">The shape of every image.</param>
/// <param name="pixelMaximum">The value of a white pixel.</param>
sealed class DecodedWriter(string[] columnNames, ImageShape shape, float pixelMaximum)
{
    // Pixels come as b/255 or b·(1/255) in single precision, of a white pixel of 1 or 255.
    const float Tolerance = 1e-3f;

    /// <summary>Opens the rows of a view.</summary>
    public Func<IDataView, IImageRows> Open { private get; init; } = view => new RowImageCursor(view, columnNames, shape, pixelMaximum);

    /// <summary>The hash of what the rows are decoded from; null where it is not known.</summary>
    public string? Source { private get; init; }

    /// <summary>Writes the store; the file appears once it is complete.</summary>
    /// <exception cref="InvalidOperationException">A row has another length than the image; the message names it.</exception>
    /// <exception cref="IOException">The file cannot be written; nothing of it is left.</exception>
    /// <exception cref="OperationCanceledException">Writing was cancelled.</exception>
    public DecodedHeader Write(string path, IDataView view, CancellationToken cancellation)
    {
        DecodedHeader? header = null;
        AtomicFile.Write(path, file =>
        {
            header = WriteRows(file, view, cancellation) with { Source = Source };
            file.SetLength(header.FileBytes);
            header.Write(file);
        });
        return header!;
    }

    /// <summary>The hash that a store of the view's rows has, without writing one: what tells rows from others when nothing else is known of them.</summary>
    /// <exception cref="InvalidOperationException">A row has another length than the image; the message names it.</exception>
    /// <exception cref="OperationCanceledException">Reading was cancelled.</exception>
    public string Hash(IDataView view, CancellationToken cancellation) => WriteRows(Stream.Null, view, cancellation).Sha256;

    DecodedHeader WriteRows(Stream file, IDataView view, CancellationToken cancellation) =>
        Write(file, view, sizeof(byte), cancellation) ?? Write(file, view, sizeof(float), cancellation)!;

    /// <summary>Writes the images; null where pixels are no whole 255ths, so that bytes will not do.</summary>
    DecodedHeader? Write(Stream file, IDataView view, int pixelBytes, CancellationToken cancellation)
    {
        file.Position = DecodedHeader.Bytes;
        using var hash = new ContentHash();
        float[] row = new float[columnNames.Length * shape.Size];
        byte[] bytes = new byte[row.Length];
        int count = 0;
        using var rows = Open(view);
        while (rows.Read(row, row: 0, batchSize: 1))
        {
            cancellation.ThrowIfCancellationRequested();
            ReadOnlySpan<byte> pixels = bytes;
            if (pixelBytes == sizeof(float))
            {
                for (int i = 0; i < row.Length; i++) row[i] /= pixelMaximum;
                pixels = MemoryMarshal.AsBytes(row.AsSpan());
            }
            else if (!TryQuantize(row, bytes)) return null;
            file.Write(pixels);
            hash.Add(pixels);
            count = checked(count + 1);
        }
        return DecodedHeader.Of(shape, columnNames.Length, pixelBytes, count, hash);
    }

    bool TryQuantize(float[] row, byte[] bytes)
    {
        float scale = 255 / pixelMaximum;
        for (int i = 0; i < row.Length; i++)
        {
            float pixel = row[i] * scale, whole = MathF.Round(pixel);
            if (!(whole is >= 0 and <= 255 && MathF.Abs(pixel - whole) < Tolerance)) return false;
            bytes[i] = (byte)whole;
        }
        return true;
    }
}
