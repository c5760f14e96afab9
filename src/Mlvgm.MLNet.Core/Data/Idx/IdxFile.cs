using System.Buffers.Binary;
using System.IO.Compression;

namespace Mlvgm.MLNet.Data.Idx;

/// <summary>
/// One IDX file of unsigned bytes: two zero bytes, the type (8), the rank, the dimensions as big-endian integers, the values.
/// </summary>
sealed record IdxFile(IReadOnlyList<int> Dimensions, byte[] Values)
{
    const int DeflateRatio = 1032; // Deflate's largest ratio: a longer array than that cannot be inside.

    /// <summary>Reads a file, gzipped or plain.</summary>
    /// <exception cref="InvalidDataException">
    /// The file is not IDX of that rank, or is damaged, shorter or longer than its header says.
    /// </exception>
    public static IdxFile Read(string path, int rank)
    {
        using var file = File.OpenRead(path);
        bool zipped = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
        file.Position = 0;
        using Stream stream = zipped ? new GZipStream(file, CompressionMode.Decompress) : file;
        try
        {
            int[] dimensions = ReadHeader(stream, path, rank);
            long size = dimensions.Aggregate(1L, (product, d) => checked(product * d));
            if (size > Array.MaxLength || size > (zipped ? file.Length * DeflateRatio : file.Length))
                throw Damaged(path, $"its header announces more values ({size:N0}) than the file can hold");
            byte[] values = new byte[size];
            stream.ReadExactly(values);
            if (stream.ReadByte() != -1) throw Damaged(path, $"it is longer than the {size:N0} values of its header");
            return new IdxFile(dimensions, values);
        }
        catch (EndOfStreamException)
        {
            throw Damaged(path, "it ends early");
        }
        catch (OverflowException)
        {
            throw Damaged(path, "its header announces more values than the file can hold");
        }
        catch (InvalidDataException e) when (!e.Message.StartsWith('\''))
        {
            throw Damaged(path, e.Message);
        }
    }

    static int[] ReadHeader(Stream stream, string path, int rank)
    {
        Span<byte> word = stackalloc byte[4];
        stream.ReadExactly(word);
        if (word[0] != 0 || word[1] != 0 || word[2] != 8 || word[3] != rank)
        {
            throw new InvalidDataException($"'{path}' is not an IDX file of {rank} dimensions of bytes " +
                $"(it begins with 0x{BinaryPrimitives.ReadUInt32BigEndian(word):X8}, expected 0x0000080{rank}), nor a .zip.");
        }
        int[] dimensions = new int[rank];
        for (int i = 0; i < rank; i++)
        {
            stream.ReadExactly(word);
            dimensions[i] = BinaryPrimitives.ReadInt32BigEndian(word);
            if (dimensions[i] < 1) throw Damaged(path, $"dimension {i} is {dimensions[i]}");
        }
        return dimensions;
    }

    static InvalidDataException Damaged(string path, string reason) => new($"'{path}' is damaged: {reason.TrimEnd('.')}.");
}
