using Mlvgm.MLNet.Models;

namespace Mlvgm.MLNet.Cli.Inputs;

/// <summary>The models that were deployed with this program.</summary>
static class ShippedModels
{
    /// <summary>The store, or null when the program was deployed without models.</summary>
    public static ModelStore? Store { get; } = Directory.Exists(ModelStore.ShippedFolder) ? ModelStore.Shipped() : null;

    /// <summary>The entries of one kind, <c>generator</c> or <c>encoder</c>.</summary>
    public static IReadOnlyList<ModelEntry> OfKind(string kind) => [.. (Store?.Entries ?? []).Where(entry => entry.Kind == kind)];
}
