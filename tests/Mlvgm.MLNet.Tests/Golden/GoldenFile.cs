using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Mlvgm.MLNet.IO;

namespace Mlvgm.MLNet.Tests.Golden;

/// <summary>The results that are to stay, and the machine that made them.</summary>
/// <param name="Cpu">The machine (<see cref="Machine"/>); on another one, float results may differ in their last bits.</param>
/// <param name="Values">The results by name.</param>
sealed record GoldenFile(string Cpu, SortedDictionary<string, GoldenValue> Values)
{
    /// <summary>Set to 1 to write what is measured rather than compare it; commit the file if that was meant.</summary>
    public const string WriteVariable = "MLVGM_WRITE_GOLDEN";

    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static bool IsWriting => Environment.GetEnvironmentVariable(WriteVariable) == "1";

    /// <summary>The file beside the program; when writing, the one beside the source, whose results of another machine are dropped.</summary>
    public static GoldenFile Open()
    {
        string machine = Machine.Describe(), path = IsWriting ? Source() : Path.Combine(AppContext.BaseDirectory, "Golden", "golden.json");
        var file = File.Exists(path) ? JsonSerializer.Deserialize<GoldenFile>(File.ReadAllText(path), Json)! : null;
        if (!IsWriting) return file ?? throw new FileNotFoundException($"There is no '{path}'. Run the golden tests with {WriteVariable}=1 first.", path);
        return file?.Cpu == machine ? file : new GoldenFile(machine, new SortedDictionary<string, GoldenValue>(StringComparer.Ordinal));
    }

    public void Write() => AtomicFile.WriteText(Source(), JsonSerializer.Serialize(this, Json) + "\n");

    static string Source([CallerFilePath] string path = "") => Path.Combine(Path.GetDirectoryName(path)!, "golden.json");
}
