using System.Text.Json;
using Mlvgm.MLNet.IO;

namespace Mlvgm.MLNet.Cli.Output;

/// <summary>Writes the machine-readable result of a verb.</summary>
static class JsonFile
{
    static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes <paramref name="result"/> to <paramref name="file"/>, or does nothing when no file was asked for.</summary>
    public static void Write<T>(FileInfo? file, T result)
    {
        if (file is null) return;
        AtomicFile.Write(file.FullName, stream =>
        {
            JsonSerializer.Serialize(stream, result, Format);
            stream.WriteByte((byte)'\n');
        });
    }
}
