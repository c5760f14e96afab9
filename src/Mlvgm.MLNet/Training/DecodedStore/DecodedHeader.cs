using System.Buffers.Binary;
using Mlvgm.MLNet.Generators;

namespace Mlvgm.MLNet.Training.DecodedStore;

/// <summary>The first 64 bytes of a store: a signature, then little-endian numbers.</summary>
/// <param name="Shape">The shape of every image.</param>
/// <param name="Columns">1 for anchors, 2 for anchors and positives.</param>
/// <param name="PixelBytes">1: pixels are whole 255ths; 4: pixels are float32.</param>
/// <param name="Count">Rows.</param>
sealed record DecodedHeader(ImageShape Shape, int Columns, int PixelBytes, int Count)
{
    /// <summary>Bytes before the first image.</summary>
    public const int Bytes = 64;

    /// <summary>Bytes of one image.</summary>
    public int ImageBytes => checked(Shape.Size * PixelBytes);

    /// <summary>Bytes of the whole file.</summary>
    public long FileBytes => Bytes + (long)Count * Columns * ImageBytes;

    static ReadOnlySpan<byte> Signature => "mlvgm decoded 1\n"u8;

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
            var header = new DecodedHeader(new ImageShape(numbers[0], numbers[1], numbers[2]), numbers[3], numbers[4], numbers[5]);
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
        file.Position = 0;
        file.Write(bytes);
    }
}
