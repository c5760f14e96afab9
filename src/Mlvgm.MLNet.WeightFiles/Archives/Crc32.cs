namespace Mlvgm.MLNet.WeightFiles.Archives;

/// <summary>The checksum of ZIP entries, eight bytes at a time.</summary>
static class Crc32
{
    const uint Polynomial = 0xEDB88320;

    static readonly uint[][] Tables = CreateTables();

    /// <summary>The checksum of what came before, <paramref name="crc"/>, continued by <paramref name="bytes"/>; begin with 0.</summary>
    public static uint Append(uint crc, ReadOnlySpan<byte> bytes)
    {
        uint state = ~crc;
        while (bytes.Length >= 8)
        {
            uint low = state ^ BitConverter.ToUInt32(bytes);
            uint high = BitConverter.ToUInt32(bytes[4..]);
            state = Tables[7][low & 0xff] ^ Tables[6][(low >> 8) & 0xff] ^ Tables[5][(low >> 16) & 0xff] ^ Tables[4][low >> 24]
                ^ Tables[3][high & 0xff] ^ Tables[2][(high >> 8) & 0xff] ^ Tables[1][(high >> 16) & 0xff] ^ Tables[0][high >> 24];
            bytes = bytes[8..];
        }
        foreach (byte value in bytes) state = Tables[0][(state ^ value) & 0xff] ^ (state >> 8);
        return ~state;
    }

    static uint[][] CreateTables()
    {
        uint[][] tables = [.. Enumerable.Range(0, 8).Select(_ => new uint[256])];
        for (uint i = 0; i < 256; i++)
        {
            uint value = i;
            for (int bit = 0; bit < 8; bit++) value = (value & 1) != 0 ? (value >> 1) ^ Polynomial : value >> 1;
            tables[0][i] = value;
        }
        for (int table = 1; table < 8; table++)
            for (int i = 0; i < 256; i++)
                tables[table][i] = tables[0][tables[table - 1][i] & 0xff] ^ (tables[table - 1][i] >> 8);
        return tables;
    }
}
