using Mlvgm.MLNet.Models;

namespace Mlvgm.MLNet.Cli.Inputs;

/// <summary>The models that were deployed with this program; none when it was deployed without.</summary>
static class ShippedModels
{
    /// <summary>The shipped generators.</summary>
    public static IReadOnlyList<ModelEntry> Generators => OfKind("generator");

    /// <summary>The shipped encoders.</summary>
    public static IReadOnlyList<ModelEntry> Encoders => OfKind("encoder");

    /// <summary>The file that <see cref="GeneratorArgument"/> would open; null where there is none.</summary>
    public static string? FileOf(string nameOrPath)
    {
        if (File.Exists(nameOrPath)) return nameOrPath;
        return Generators.FirstOrDefault(entry => entry.Name == nameOrPath) is { } entry
            ? ModelStore.Shipped().VerifiedPath(entry, "safetensors")
            : null;
    }

    static IReadOnlyList<ModelEntry> OfKind(string kind) => File.Exists(Path.Combine(ModelStore.ShippedFolder, "models.json"))
        ? [.. ModelStore.Shipped().Entries.Where(entry => entry.Kind == kind)]
        : [];
}
