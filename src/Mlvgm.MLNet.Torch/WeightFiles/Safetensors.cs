using System.Buffers.Binary;
using System.Text.Json;
using Mlvgm.MLNet.IO;
using Mlvgm.MLNet.Torch.Native;
using Mlvgm.MLNet.Torch.WeightFiles.Bytes;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.WeightFiles;

/// <summary>Reads and writes tensors in the safetensors format (docs/method/weight-formats.md#safetensors).</summary>
public static class Safetensors
{
    /// <summary>Writes <paramref name="tensors"/> to <paramref name="path"/>, in the given order; equal input gives equal bytes.</summary>
    /// <param name="path">The file; replaced only when the new one is complete.</param>
    /// <param name="tensors">Names and tensors; any device and layout.</param>
    /// <param name="metadata">Text stored under <c>__metadata__</c>.</param>
    /// <exception cref="ArgumentException">A name occurs twice.</exception>
    /// <exception cref="IOException">The file cannot be written; the old file is kept.</exception>
    /// <exception cref="NotSupportedException">The format has no such element type.</exception>
    public static void Write(
        string path, IEnumerable<KeyValuePair<string, Tensor>> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        TorchNative.EnsureLoaded();
        List<KeyValuePair<string, Tensor>> list = [.. tensors];
        byte[] header = Header(list, metadata);
        AtomicFile.Write(path, stream =>
        {
            Span<byte> length = stackalloc byte[8];
            BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
            stream.Write(length);
            stream.Write(header);
            foreach (var (_, value) in list)
            {
                if (value.numel() == 0) continue;
                using var scope = NewDisposeScope();
                stream.Write(value.detach().cpu().contiguous().bytes);
            }
        });
    }

    /// <summary>Reads every tensor of the file at <paramref name="path"/> to the CPU.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is not a well-formed safetensors file; nothing was allocated for it.</exception>
    public static SafetensorsContents Read(string path) => Read(path, _ => true);

    /// <summary>Reads the tensors whose names <paramref name="wanted"/> accepts to the CPU.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is not a well-formed safetensors file; nothing was allocated for it.</exception>
    public static SafetensorsContents Read(string path, Func<string, bool> wanted)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        TorchNative.EnsureLoaded();
        using var file = new FileBytes(path);
        var header = SafetensorsHeader.Read(file, path, new ReadBudget(file.Length));
        var contents = new SafetensorsContents(header.Metadata);
        try
        {
            foreach (var entry in header.Entries.Where(entry => wanted(entry.Name)))
            {
                var value = empty([.. entry.Shape], entry.Type).DetachFromDisposeScope();
                contents.Add(entry.Name, value);
                if (entry.End > entry.Begin) file.Read(header.DataStart + entry.Begin, value.bytes);
            }
            return contents;
        }
        catch
        {
            contents.Dispose();
            throw;
        }
    }

    static byte[] Header(List<KeyValuePair<string, Tensor>> tensors, IReadOnlyDictionary<string, string>? metadata)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            if (metadata is { Count: > 0 })
            {
                writer.WriteStartObject("__metadata__");
                foreach (var (key, text) in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal)) writer.WriteString(key, text);
                writer.WriteEndObject();
            }
            long position = 0;
            foreach (var (name, value) in tensors)
            {
                if (!names.Add(name)) throw new ArgumentException($"The tensor name '{name}' occurs twice.", nameof(tensors));
                long end = position + value.numel() * value.element_size();
                writer.WriteStartObject(name);
                writer.WriteString("dtype", SafetensorsTypes.NameOf(value.dtype));
                WriteNumbers(writer, "shape", value.shape);
                WriteNumbers(writer, "data_offsets", [position, end]);
                writer.WriteEndObject();
                position = end;
            }
            writer.WriteEndObject();
        }
        while (buffer.Length % 8 != 0) buffer.WriteByte((byte)' ');
        return buffer.ToArray();
    }

    static void WriteNumbers(Utf8JsonWriter writer, string name, ReadOnlySpan<long> numbers)
    {
        writer.WriteStartArray(name);
        foreach (long number in numbers) writer.WriteNumberValue(number);
        writer.WriteEndArray();
    }
}
