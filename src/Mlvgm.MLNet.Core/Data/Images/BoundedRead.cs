namespace Mlvgm.MLNet.Data.Images;

/// <summary>Reads streams whose announced length cannot be trusted.</summary>
static class BoundedRead
{
    /// <summary>Reads to the end.</summary>
    /// <exception cref="InvalidDataException">There are more than <paramref name="limit"/> bytes.</exception>
    public static byte[] All(Stream stream, int limit)
    {
        if (stream.CanSeek && stream.Length is > 0 and var length && length <= limit)
        {
            byte[] whole = new byte[length];
            int read = stream.ReadAtLeast(whole, whole.Length, throwOnEndOfStream: false);
            if (read == whole.Length && stream.ReadByte() < 0) return whole;
            // It changes while it is read.
            stream.Position = 0;
        }
        using var bytes = new MemoryStream();
        byte[] buffer = new byte[64 << 10];
        for (int read; (read = stream.Read(buffer)) > 0;)
        {
            if (bytes.Length + read > limit) throw new InvalidDataException($"larger than {limit >> 20} MiB");
            bytes.Write(buffer, 0, read);
        }
        return bytes.ToArray();
    }
}
