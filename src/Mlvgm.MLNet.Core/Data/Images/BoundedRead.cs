namespace Mlvgm.MLNet.Data.Images;

/// <summary>Reads streams whose announced length cannot be trusted.</summary>
static class BoundedRead
{
    /// <summary>Reads to the end.</summary>
    /// <exception cref="InvalidDataException">There are more than <paramref name="limit"/> bytes.</exception>
    public static byte[] All(Stream stream, int limit)
    {
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
