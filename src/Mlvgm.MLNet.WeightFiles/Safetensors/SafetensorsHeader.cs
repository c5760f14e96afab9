using System.Buffers.Binary;
using System.Text.Json;
using Mlvgm.MLNet.WeightFiles.Bytes;
using Mlvgm.MLNet.WeightFiles.Text;

namespace Mlvgm.MLNet.WeightFiles.Safetensors;

/// <summary>What a safetensors file says it holds, checked against the file's length before any tensor is allocated.</summary>
/// <example>See <c>examples/ApiTour/WeightsOfStrangers.cs</c>.</example>
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
        using var file = new FileBytes(path);
        return Read(file, path, new ReadBudget(file.Length));
    }

    /// <summary>Reads the header at the beginning of <paramref name="file"/>; errors name <paramref name="path"/>.</summary>
    internal static SafetensorsHeader Read(FileBytes file, string path, ReadBudget budget)
    {
        try
        {
            return Read(file, budget);
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"'{path}' is not a valid safetensors file: {e.Message}");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            string why = Printable.Of(e.Message.TrimEnd('.'));
            throw new InvalidDataException($"'{path}' is not a valid safetensors file: its header is malformed ({why}).");
        }
    }

    static SafetensorsHeader Read(FileBytes file, ReadBudget budget)
    {
        if (file.Length < 8) throw new InvalidDataException($"it has {file.Length} bytes, fewer than the 8 of the header's length.");
        Span<byte> prefix = stackalloc byte[8];
        file.Read(0, prefix);
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (length > MaximumLength) throw new InvalidDataException($"its header claims {length} bytes; the limit is {MaximumLength}.");
        if ((long)length > file.Length - 8)
            throw new InvalidDataException($"its header claims {length} bytes, but only {file.Length - 8} follow.");
        budget.Charge((long)length);
        byte[] json = new byte[length];
        file.Read(8, json);
        var (entries, metadata) = SafetensorsParser.Parse(json, budget);
        List<SafetensorsEntry> ordered = [.. entries.OrderBy(e => e.Begin).ThenBy(e => e.End)];
        long dataLength = file.Length - 8 - (long)length;
        long position = 0;
        foreach (var entry in ordered)
        {
            if (entry.Begin != position)
                throw new InvalidDataException($"tensor '{Printable.Of(entry.Name)}' begins at byte {entry.Begin}, expected {position}.");
            position = entry.End;
        }
        return position == dataLength
            ? new SafetensorsHeader(ordered, metadata, 8 + (long)length)
            : throw new InvalidDataException($"its tensors need {position} bytes of data, but there are {dataLength}.");
    }
}
