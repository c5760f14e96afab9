using Mlvgm.MLNet.Models;

namespace Mlvgm.MLNet.Experiments.Inputs;

/// <summary>The models that were deployed with this program; none when it was deployed without.</summary>
/// <example>See <c>examples/ApiTour/ShippedFiles.cs</c>.</example>
public static class ShippedModels
{
    /// <summary>The shipped generators.</summary>
    public static IReadOnlyList<ModelEntry> Generators => OfKind("generator");

    /// <summary>The shipped encoders.</summary>
    public static IReadOnlyList<ModelEntry> Encoders => OfKind("encoder");

    /// <summary>What <c>models.json</c> says of a shipped model; null where a file has that name, or no model.</summary>
    public static ModelEntry? Find(string nameOrPath) =>
        File.Exists(nameOrPath) ? null : Generators.Concat(Encoders).FirstOrDefault(entry => entry.Name == nameOrPath);

    /// <summary>The file that <see cref="NamedGenerator"/> would open; null where there is none.</summary>
    internal static string? FileOf(string nameOrPath) => FileOf(nameOrPath, Generators, "safetensors");

    /// <summary>The file that <see cref="NamedEncoder"/> would open; null where there is none.</summary>
    internal static string? EncoderFileOf(string nameOrPath) => FileOf(nameOrPath, Encoders, "onnx");

    static string? FileOf(string nameOrPath, IReadOnlyList<ModelEntry> models, string format)
    {
        if (File.Exists(nameOrPath)) return nameOrPath;
        return models.FirstOrDefault(entry => entry.Name == nameOrPath) is { } entry ? ModelStore.Shipped().VerifiedPath(entry, format) : null;
    }

    static IReadOnlyList<ModelEntry> OfKind(string kind) => File.Exists(Path.Combine(ModelStore.ShippedFolder, "models.json"))
        ? [.. ModelStore.Shipped().Entries.Where(entry => entry.Kind == kind)]
        : [];
}
