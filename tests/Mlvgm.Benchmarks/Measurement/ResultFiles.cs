using System.Text.Json;
using System.Text.Json.Serialization;
using Mlvgm.MLNet.IO;

namespace Mlvgm.Benchmarks.Measurement;

/// <summary>Writes a result twice: as Markdown to read, and as JSON to compute with.</summary>
static class ResultFiles
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    /// <summary>Where results go, and, in its <c>runs</c> folder, the states from which an interrupted run goes on.</summary>
    public static string Folder(IReadOnlyList<string> arguments) => arguments.Count > 1 ? arguments[1] : Path.Combine("runs", "results");

    public static void Write(TextWriter output, string folder, string name, string markdown, object json)
    {
        AtomicFile.WriteText(Path.Combine(folder, $"{name}.md"), markdown);
        AtomicFile.WriteText(Path.Combine(folder, $"{name}.json"), JsonSerializer.Serialize(json, Json));
        output.WriteLine(markdown);
        output.WriteLine($"Written: {Path.GetFullPath(Path.Combine(folder, name))}.md and .json");
    }
}
