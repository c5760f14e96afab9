namespace Mlvgm.Testing.WeightFiles;

/// <summary>Writes fields of protobuf messages.</summary>
public static class ProtoBytes
{
    /// <summary>A field of up to 127 bytes, or 16383.</summary>
    public static byte[] Field(int field, byte[] value) => value.Length < 128
        ? [(byte)(field << 3 | 2), (byte)value.Length, .. value]
        : [(byte)(field << 3 | 2), (byte)(value.Length & 127 | 128), (byte)(value.Length >> 7), .. value];

    /// <summary>A field of text.</summary>
    public static byte[] Field(int field, string value) => Field(field, System.Text.Encoding.UTF8.GetBytes(value));
}
