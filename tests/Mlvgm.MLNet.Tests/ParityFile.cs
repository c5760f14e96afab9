using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Tests;

/// <summary>Reads float tensors of <c>shared/parity</c>, which is not part of the repository.</summary>
static class ParityFile
{
    public static Dictionary<string, Tensor> Read(string name)
    {
        string? folder = Environment.GetEnvironmentVariable("MLVGM_PARITY_DIR") ?? Above(AppContext.BaseDirectory);
        Assert.SkipWhen(folder is null, "The parity tensors are not here: set MLVGM_PARITY_DIR to their folder.");
        byte[] bytes = File.ReadAllBytes(Path.Combine(folder!, name));
        int header = 8 + (int)BinaryPrimitives.ReadInt64LittleEndian(bytes);
        using var json = JsonDocument.Parse(bytes.AsMemory(8..header));
        return json.RootElement.EnumerateObject()
            .Where(entry => entry.Name != "__metadata__" && entry.Value.GetProperty("dtype").ValueEquals("F32"))
            .ToDictionary(entry => entry.Name, entry => Float(entry.Value, bytes.AsSpan(header)));
    }

    static Tensor Float(JsonElement entry, ReadOnlySpan<byte> data)
    {
        int[] offsets = [.. entry.GetProperty("data_offsets").EnumerateArray().Select(offset => offset.GetInt32())];
        long[] shape = [.. entry.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64())];
        return tensor(MemoryMarshal.Cast<byte, float>(data[offsets[0]..offsets[1]]).ToArray(), shape);
    }

    static string? Above(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            string candidate = Path.Combine(folder.FullName, "shared", "parity");
            if (Directory.Exists(candidate)) return candidate;
        }
        return null;
    }
}
