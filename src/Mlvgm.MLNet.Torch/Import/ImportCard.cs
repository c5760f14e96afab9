using System.Text.Encodings.Web;
using System.Text.Json;
using Mlvgm.MLNet.IO;
using Mlvgm.MLNet.WeightFiles;
using Mlvgm.MLNet.WeightFiles.Safetensors;

namespace Mlvgm.MLNet.Torch.Import;

/// <summary>The JSON file beside an imported model: what was imported from where, so that a result can be traced to its weights.</summary>
static class ImportCard
{
    static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes the file.</summary>
    /// <returns>Its path: that of the model with the ending .json.</returns>
    public static string Write(WeightFileContents source, string target, string modelPath, ImportedModel model)
    {
        string path = Path.ChangeExtension(modelPath, ".json");
        var header = SafetensorsHeader.Read(modelPath);
        var card = new
        {
            kind = target,
            file = Path.GetFileName(modelPath),
            sha256 = FileHash.Sha256(modelPath),
            tensors = header.Entries.Count,
            latents = model.Latents,
            metadata = header.Metadata,
            source = new { file = Path.GetFileName(source.Path), format = source.Format.ToString(), sha256 = FileHash.Sha256(source.Path) },
        };
        AtomicFile.WriteText(path, JsonSerializer.Serialize(card, Format) + "\n");
        return path;
    }
}
