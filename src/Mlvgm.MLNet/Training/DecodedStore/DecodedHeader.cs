using System.Buffers.Binary;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.IO;

namespace Mlvgm.MLNet.Training.DecodedStore;

/// <summary>The first 128 bytes of a store: a signature, little-endian numbers, the hash of what follows, and that of what it was decoded from.</summary>
/// <param name="Shape">The shape of every image.</param>
/// <param name="Columns">1 for anchors, 2 for anchors and positives.</param>
/// <param name="PixelBytes">1: pixels are whole 255ths; 4: pixels are float32.</param>
/// <param name="Count">Rows.</param>
/// <param name="Sha256">The hash of the numbers above and of every row: the identity of what was decoded, whatever it was decoded from.</param>
sealed record DecodedHeader(ImageShape Shape, int Columns, int PixelBytes, int Count, string Sha256)
{
    /// <summary>Bytes before the first image.</summary>
    public const int Bytes = 128;

    const int HashBytes = 32;

    /// <summary>The hash of what the rows were decoded from, where that is known without decoding it; null where it is not.</summary>
    public string? Source { get; init; }

    /// <summary>Bytes of one image.</summary>
    public int ImageBytes => checked(Shape.Size * PixelBytes);

    /// <summary>Bytes of one row.</summary>
    public int RowBytes => checked(Columns * ImageBytes);

    /// <summary>Bytes of the whole file.</summary>
    public long FileBytes => Bytes + (long)Count * RowBytes;

    static ReadOnlySpan<byte> Signature => "mlvgm decoded 2\n"u8;

    /// <summary>The header of rows whose bytes are in <paramref name="rows"/>.</summary>
    public static DecodedHeader Of(ImageShape shape, int columns, int pixelBytes, int count, ContentHash rows)
    {
        rows.Add(FormattableString.Invariant($"{shape} {columns} {pixelBytes} {count}"));
        return new DecodedHeader(shape, columns, pixelBytes, count, rows.Finish());
    }

    /// <summary>Reads the header of a store that was finished.</summary>
    /// <exception cref="InvalidDataException">The file has another form or length.</exception>
    public static DecodedHeader Read(string path)
    {
        byte[] bytes = new byte[Bytes];
        using var file = File.OpenRead(path);
        bool whole = file.ReadAtLeast(bytes, Bytes, throwOnEndOfStream: false) == Bytes && bytes.AsSpan().StartsWith(Signature);
        int[] numbers = [.. Enumerable.Range(0, 6).Select(i => BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(Signature.Length + 4 * i)))];
        if (whole && numbers is [1 or 3, > 0, > 0, 1 or 2, 1 or sizeof(float), >= 0])
        {
            var hash = bytes.AsSpan(Signature.Length + 4 * numbers.Length, HashBytes);
            var source = bytes.AsSpan(Signature.Length + 4 * numbers.Length + HashBytes, HashBytes);
            var header = new DecodedHeader(
                new ImageShape(numbers[0], numbers[1], numbers[2]), numbers[3], numbers[4], numbers[5], Convert.ToHexStringLower(hash))
            {
                Source = source.ContainsAnyExcept((byte)0) ? Convert.ToHexStringLower(source) : null,
            };
            if (header.FileBytes == file.Length) return header;
        }
        throw new InvalidDataException($"'{path}' is no finished store of decoded images.");
    }

    /// <summary>Writes the header at the beginning of the stream.</summary>
    public void Write(Stream file)
    {
        byte[] bytes = new byte[Bytes];
        Signature.CopyTo(bytes);
        int[] numbers = [Shape.Channels, Shape.Height, Shape.Width, Columns, PixelBytes, Count];
        for (int i = 0; i < numbers.Length; i++) BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(Signature.Length + 4 * i), numbers[i]);
        Convert.FromHexString(Sha256).CopyTo(bytes, Signature.Length + 4 * numbers.Length);
        if (Source is not null) Convert.FromHexString(Source).CopyTo(bytes, Signature.Length + 4 * numbers.Length + HashBytes);
        file.Position = 0;
        file.Write(bytes);
    }
}
