namespace Mlvgm.Testing.Fuzzing;

/// <summary>Damages files.</summary>
/// <param name="random">Decides where and how.</param>
public sealed class Mutation(Random random)
{
    static readonly long[] Interesting =
    [
        0, 1, -1, 127, 128, 255, 256, short.MaxValue, ushort.MaxValue, int.MaxValue, int.MinValue, uint.MaxValue, long.MaxValue, long.MinValue,
        1L << 32, 1L << 40, 1L << 61,
    ];

    /// <summary>One change in one place.</summary>
    public byte[] Once(byte[] file) => file.Length == 0 ? [(byte)random.Next(256)] : random.Next(8) switch
    {
        0 => With(file, bytes => bytes[random.Next(bytes.Length)] = (byte)random.Next(256)),
        1 => With(file, bytes => bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8))),
        2 => With(file, WriteInteresting),
        3 => file[..random.Next(file.Length)],
        4 => Delete(file),
        5 => Duplicate(file),
        6 => Insert(file),
        _ => With(file, bytes => random.NextBytes(Part(bytes))),
    };

    /// <summary>Several changes.</summary>
    public byte[] Often(byte[] file)
    {
        int count = random.Next(1, 9);
        for (int i = 0; i < count; i++) file = Once(file);
        return file;
    }

    /// <summary>The beginning of one file and the end of another.</summary>
    public byte[] Splice(byte[] first, byte[] second) => [.. first[..random.Next(first.Length + 1)], .. second[random.Next(second.Length + 1)..]];

    /// <summary>A few bytes many times over, up to 256 KiB.</summary>
    public byte[] Swell(byte[] file)
    {
        byte[] part = Part(file).ToArray();
        int at = random.Next(file.Length + 1);
        byte[] repeated = new byte[part.Length * random.Next(1, (256 << 10) / part.Length)];
        for (int i = 0; i < repeated.Length; i++) repeated[i] = part[i % part.Length];
        return [.. file[..at], .. repeated, .. file[at..]];
    }

    static byte[] With(byte[] file, Action<byte[]> change)
    {
        byte[] copy = [.. file];
        change(copy);
        return copy;
    }

    void WriteInteresting(byte[] bytes)
    {
        int width = Math.Min(1 << random.Next(4), bytes.Length);
        byte[] value = BitConverter.GetBytes(Interesting[random.Next(Interesting.Length)]);
        value.AsSpan(0, width).CopyTo(bytes.AsSpan(random.Next(bytes.Length - width + 1)));
    }

    Span<byte> Part(byte[] bytes)
    {
        int start = random.Next(bytes.Length);
        return bytes.AsSpan(start, random.Next(1, Math.Min(32, bytes.Length - start) + 1));
    }

    byte[] Delete(byte[] file)
    {
        int start = random.Next(file.Length);
        int length = random.Next(1, Math.Min(64, file.Length - start) + 1);
        return [.. file[..start], .. file[(start + length)..]];
    }

    byte[] Duplicate(byte[] file)
    {
        byte[] part = Part(file).ToArray();
        int at = random.Next(file.Length + 1);
        return [.. file[..at], .. part, .. file[at..]];
    }

    byte[] Insert(byte[] file)
    {
        byte[] part = new byte[random.Next(1, 17)];
        random.NextBytes(part);
        int at = random.Next(file.Length + 1);
        return [.. file[..at], .. part, .. file[at..]];
    }
}
