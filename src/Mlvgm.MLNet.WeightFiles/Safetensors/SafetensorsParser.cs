using System.Text.Json;
using Mlvgm.MLNet.WeightFiles.Bytes;
using Mlvgm.MLNet.WeightFiles.Tensors;
using Mlvgm.MLNet.WeightFiles.Text;

namespace Mlvgm.MLNet.WeightFiles.Safetensors;

/// <summary>Reads the JSON of a safetensors header token by token, so that no tree of it is held in memory.</summary>
static class SafetensorsParser
{
    const int EntryCost = 600;
    const int TextCost = 150;

    /// <summary>The tensors, in the order of the text, and the metadata.</summary>
    /// <exception cref="InvalidDataException">An entry makes no sense; the message names it.</exception>
    /// <exception cref="JsonException">The text is no JSON.</exception>
    /// <exception cref="InvalidOperationException">A value is of another kind than expected.</exception>
    /// <exception cref="FormatException">A number is no 64-bit integer.</exception>
    public static (IReadOnlyCollection<SafetensorsEntry> Entries, Dictionary<string, string> Metadata) Parse(
        ReadOnlySpan<byte> json, ReadBudget budget)
    {
        var reader = new Utf8JsonReader(json);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) throw new InvalidDataException("its header is not a JSON object.");
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        var entries = new OrderedDictionary<string, SafetensorsEntry>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            budget.Charge(EntryCost + 2L * reader.ValueSpan.Length);
            string name = reader.GetString()!;
            if (name == "__metadata__") ReadMetadata(ref reader, metadata, budget);
            else if (!entries.TryAdd(name, ReadEntry(ref reader, name)))
                throw new InvalidDataException($"tensor '{Printable.Of(name)}' occurs twice.");
        }
        while (reader.Read()) continue;
        return (entries.Values, metadata);
    }

    static void ReadMetadata(ref Utf8JsonReader reader, Dictionary<string, string> metadata, ReadBudget budget)
    {
        Expect(ref reader, JsonTokenType.StartObject);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            budget.Charge(TextCost + 2L * reader.ValueSpan.Length);
            string key = reader.GetString()!;
            reader.Read();
            budget.Charge(2L * reader.ValueSpan.Length);
            metadata[key] = reader.GetString() ?? "";
        }
    }

    static SafetensorsEntry ReadEntry(ref Utf8JsonReader reader, string name)
    {
        string? typeName = null;
        long[]? shape = null;
        long[]? offsets = null;
        Expect(ref reader, JsonTokenType.StartObject);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("dtype") && reader.Read()) typeName = TypeName(ref reader);
            else if (reader.ValueTextEquals("shape")) shape = Integers(ref reader);
            else if (reader.ValueTextEquals("data_offsets")) offsets = Integers(ref reader);
            else reader.Skip();
        }
        if (typeName is null || shape is null || offsets is null)
            throw new InvalidDataException($"its header is malformed (tensor '{Printable.Of(name)}' lacks its type, shape or place).");
        return Checked(Printable.Of(name), name, typeName, shape, offsets);
    }

    static SafetensorsEntry Checked(string shown, string name, string typeName, long[] shape, long[] offsets)
    {
        if (!typeName.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') || typeName.Length == 0)
            throw new InvalidDataException($"tensor '{shown}' has the element type {Printable.Of(typeName)}, which is no name of one.");
        if (offsets.Length != 2 || offsets[0] < 0 || offsets[1] < offsets[0])
            throw new InvalidDataException($"tensor '{shown}' has impossible data offsets {TensorShape.Text(offsets)}.");
        var type = StoredType.Named(typeName);
        var (elements, length) = (Elements(shape), offsets[1] - offsets[0]);
        // Sub-byte elements are packed; of a type that is not known nothing can be said.
        if (elements < 0 || (type.Bits > 0 && (Int128)elements * type.Bits != (Int128)length * 8))
            throw new InvalidDataException($"'{shown}' of shape {TensorShape.Text(shape)} and type {typeName} does not fit its {length} bytes.");
        return new SafetensorsEntry(name, type.Type, shape, offsets[0], offsets[1]) { TypeName = typeName };
    }

    /// <summary>The number of elements, or -1 where the shape is impossible.</summary>
    static long Elements(long[] shape)
    {
        try
        {
            return TensorShape.Elements(shape);
        }
        catch (InvalidDataException)
        {
            return -1;
        }
    }

    static string TypeName(ref Utf8JsonReader reader) => reader.ValueSpan.Length <= 16
        ? reader.GetString() ?? "null"
        : throw new InvalidDataException("an element type has a name that is too long.");

    static long[] Integers(ref Utf8JsonReader reader)
    {
        Expect(ref reader, JsonTokenType.StartArray);
        Span<long> numbers = stackalloc long[TensorShape.MaximumRank];
        int count = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (count == numbers.Length) throw new InvalidDataException($"a tensor has more than {TensorShape.MaximumRank} dimensions.");
            numbers[count++] = reader.GetInt64();
        }
        return numbers[..count].ToArray();
    }

    static void Expect(ref Utf8JsonReader reader, JsonTokenType type)
    {
        if (!reader.Read() || reader.TokenType != type)
            throw new InvalidOperationException($"{type} is expected at byte {reader.BytesConsumed}, not {reader.TokenType}");
    }
}
