using static TorchSharp.torch;

namespace Mlvgm.MLNet.OnnxExport.Graph;

/// <summary>Adds one layer to the graph and returns its output.</summary>
delegate OnnxValue LayerExport(OnnxGraph graph, nn.Module module, OnnxValue input);

/// <summary>How modules that do not describe themselves are exported, by their type.</summary>
/// <param name="layers">The layers.</param>
sealed class LayerTable(IReadOnlyDictionary<Type, LayerExport> layers)
{
    public IEnumerable<string> Names => layers.Keys.Select(type => type.Name).Order(StringComparer.Ordinal);

    public LayerExport? Find(nn.Module module) => layers.GetValueOrDefault(module.GetType());
}
