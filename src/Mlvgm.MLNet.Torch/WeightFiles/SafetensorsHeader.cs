using System.Buffers.Binary;
using System.Text.Json;

namespace Mlvgm.MLNet.Torch.WeightFiles;

/// <summary>What a safetensors file says it holds, checked against the file's length before any tensor is allocated.</summary>
public sealed class SafetensorsHeader
{
    /// <summary>Longest header that is read, in bytes; the limit of the reference implementation.</summary>
    public const int MaximumLength = 100_000_000;

    SafetensorsHeader(IReadOnlyList<SafetensorsEntry> entries, IReadOnlyDictionary<string, string> metadata, long dataStart) =>
        (Entries, Metadata, DataStart) = (entries, metadata, dataStart);

    /// <summary>The tensors, in the order of their data.</summary>
    public IReadOnlyList<SafetensorsEntry> Entries { get; }

    /// <summary>The text under <c>__metadata__</c>; empty when there is none.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>The position of the first data byte in the file.</summary>
    internal long DataStart { get; }

    /// <summary>Reads the header of the file at <paramref name="path"/>.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is not a well-formed safetensors file; the message says why.</exception>
    public static SafetensorsHeader Read(string path)
    {
        using var stream = File.OpenRead(path);
        return Read(stream, path);
    }

    /// <summary>Reads the header at the beginning of <paramref name="stream"/>; errors name <paramref name="path"/>.</summary>
    internal static SafetensorsHeader Read(Stream stream, string path)
    {
        Exception Bad(string why) => new InvalidDataException($"'{path}' is not a valid safetensors file: {why}");
        Span<byte> prefix = stackalloc byte[8];
        if (stream.Length < 8) throw Bad($"it has {stream.Length} bytes, fewer than the 8 of the header's length.");
        stream.ReadExactly(prefix);
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (length > MaximumLength) throw Bad($"its header claims {length} bytes; the limit is {MaximumLength}.");
        if ((long)length > stream.Length - 8) throw Bad($"its header claims {length} bytes, but only {stream.Length - 8} follow.");
        byte[] json = new byte[length];
        stream.ReadExactly(json);
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind != JsonValueKind.Object) throw Bad("its header is not a JSON object.");
            var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
            var entries = new Dictionary<string, SafetensorsEntry>(StringComparer.Ordinal);
            foreach (var property in document.RootElement.EnumerateObject())
            {
                if (property.Name == "__metadata__")
                    foreach (var text in property.Value.EnumerateObject()) metadata[text.Name] = text.Value.GetString() ?? "";
                else if (!entries.TryAdd(property.Name, ParseEntry(property.Name, property.Value)))
                    throw Bad($"tensor '{property.Name}' occurs twice.");
            }
            long dataLength = stream.Length - 8 - (long)length;
            List<SafetensorsEntry> ordered = [.. entries.Values.OrderBy(e => e.Begin).ThenBy(e => e.End)];
            long position = 0;
            foreach (var entry in ordered)
            {
                if (entry.Begin != position) throw Bad($"tensor '{entry.Name}' begins at byte {entry.Begin}, expected {position}.");
                position = entry.End;
            }
            if (position != dataLength) throw Bad($"its tensors need {position} bytes of data, but there are {dataLength}.");
            return new SafetensorsHeader(ordered, metadata, 8 + (long)length);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            throw Bad($"its header is malformed ({e.Message.TrimEnd('.')}).");
        }
        catch (MalformedEntryException e)
        {
            throw Bad(e.Message);
        }
    }

    static SafetensorsEntry ParseEntry(string name, JsonElement element)
    {
        string typeName = element.GetProperty("dtype").GetString() ?? "null";
        if (!SafetensorsTypes.TryParse(typeName, out var type, out int size))
            throw new MalformedEntryException($"tensor '{name}' has the unknown element type {typeName}.");
        long[] shape = [.. element.GetProperty("shape").EnumerateArray().Select(d => d.GetInt64())];
        long[] offsets = [.. element.GetProperty("data_offsets").EnumerateArray().Select(d => d.GetInt64())];
        if (offsets.Length != 2 || offsets[0] < 0 || offsets[1] < offsets[0])
            throw new MalformedEntryException($"tensor '{name}' has impossible data offsets [{string.Join(", ", offsets)}].");
        if (shape.Any(d => d < 0) || !TryCountBytes(shape, size, out long bytes) || bytes != offsets[1] - offsets[0])
            throw new MalformedEntryException(
                $"'{name}' of shape [{string.Join(", ", shape)}] and type {typeName} does not fit its {offsets[1] - offsets[0]} bytes.");
        return new SafetensorsEntry(name, type, shape, offsets[0], offsets[1]);
    }

    static bool TryCountBytes(long[] shape, int size, out long bytes)
    {
        bytes = size;
        try
        {
            foreach (long dimension in shape) bytes = checked(bytes * dimension);
            return true;
        }
        catch (OverflowException)
        {
            return false;
        }
    }

    sealed class MalformedEntryException(string message) : Exception(message);
}
