using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.ML;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.IO;
using Mlvgm.MLNet.Training.DecodedStore;
using Mlvgm.MLNet.Training.Sources;

namespace Mlvgm.MLNet.Encoders;

/// <summary>The rows of a view, which are decoded once, into a store, and known by their content.</summary>
/// <param name="view">The rows.</param>
/// <param name="columns">The anchors' column, and the positives' where there is one.</param>
/// <param name="shape">The shape of every image.</param>
/// <param name="pixelMaximum">The value of a white pixel.</param>
/// <param name="open">Opens the rows.</param>
/// <param name="source">The hash of what the rows are decoded from, where that is known without decoding it.</param>
/// <param name="store">The store's file.</param>
/// <param name="inform">Told about decoding.</param>
/// <param name="cancellation">Ends decoding.</param>
sealed class InputRows(
    IDataView view, string[] columns, ImageShape shape, float pixelMaximum, Func<IDataView, IImageRows> open, Func<string?> source, string store, Action<string> inform,
    CancellationToken cancellation)
{
    const int FirstRows = 64;
    const int CheckedRows = 16;

    /// <summary>The hash of every row; null until they have been read.</summary>
    string? _hash;

    /// <summary>Whether this object wrote the store, or found it whole.</summary>
    bool _stored;

    /// <summary>The hash of every row: read from the view, unless they have been decoded by this object.</summary>
    public string Hash() => _hash ??= Writer.Hash(view, cancellation);

    /// <summary>The hash of the first 64 rows: of a view without end, which is a function of the row's number.</summary>
    public string HashOfFirst()
    {
        using var hash = new ContentHash();
        using var cursor = open(view);
        float[] row = new float[columns.Length * shape.Size];
        for (int i = 0; i < FirstRows && cursor.Read(row, row: 0, batchSize: 1); i++) hash.Add(MemoryMarshal.AsBytes(row.AsSpan()));
        return hash.Finish();
    }

    /// <summary>
    /// Looks at the first rows, so that pixels of another range are told before all are decoded. Those that are too large are refused; those that are suspiciously
    /// small are told, since dark images exist.
    /// </summary>
    /// <param name="warn">Told that the pixels look like those of [0, 1] where white is said to be 255.</param>
    /// <exception cref="InvalidDataException">A pixel is no number, or outside its range; the message names row and column.</exception>
    public void CheckFirst(Action<string> warn)
    {
        using var cursor = open(view);
        float[] rows = new float[columns.Length * CheckedRows * shape.Size];
        int read = 0;
        while (read < CheckedRows && cursor.Read(rows, read, CheckedRows)) read++;
        if (PixelCheck.LooksDark(rows, pixelMaximum))
        {
            warn($"No pixel of the first rows of column '{columns[0]}' is above 1, though PixelRange is ZeroTo255: the encoder would learn from black images. " +
                "Set Images.PixelRange to PixelRange.ZeroToOne (--pixel-range ZeroToOne).");
        }
    }

    /// <summary>Opens the store: one that is there if its rows are the view's, else a new one.</summary>
    public DecodedImages Open()
    {
        Decode();
        return DecodedImages.Open(store);
    }

    /// <summary>Sees to it that the store is there.</summary>
    public void Decode()
    {
        if (_stored) return;
        if (File.Exists(store) && TryOpen() is { } finished) finished.Dispose();
        else Write();
        _stored = true;
    }

    DecodedWriter Writer => new(columns, shape, pixelMaximum) { Open = open, Source = source() };

    /// <summary>Opens a store that is there already, if it holds these rows.</summary>
    DecodedImages? TryOpen() => source() is { } from ? DecodedImages.TryOpenFrom(store, from) : DecodedImages.TryOpen(store, Hash());

    void Write()
    {
        long start = Stopwatch.GetTimestamp();
        var header = Writer.Write(store, view, cancellation);
        if (_hash is not null && _hash != header.Sha256) throw new InvalidOperationException("The input has other rows each time that it is read.");
        _hash = header.Sha256;
        inform(FormattableString.Invariant(
            $"Decoded {header.Count} rows to {store} ({header.FileBytes / 1e6:f1} MB) in {Stopwatch.GetElapsedTime(start).TotalSeconds:f1} s"));
    }
}
