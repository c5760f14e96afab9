using System.Collections.Concurrent;

namespace Mlvgm.MLNet.OnnxImport.Operators;

/// <summary>Builds the layer of a node from its attributes and constant inputs.</summary>
/// <param name="node">The node.</param>
/// <exception cref="NotSupportedException">It has a setting that cannot be expressed (<see cref="OnnxNode.Unsupported"/>).</exception>
/// <example>See <c>examples/ApiTour/ImportedNetwork.cs</c>.</example>
public delegate OnnxLayer OnnxOperator(OnnxNode node);

/// <summary>The operators that the importer knows, by name: one line each in their family. Users register theirs.</summary>
/// <example>See <c>examples/ApiTour/ImportedNetwork.cs</c>.</example>
public static class OnnxOperators
{
    static readonly ConcurrentDictionary<string, OnnxOperator> Known = new(
        [
            .. ConvolutionOperators.All, .. NormalizationOperators.All, .. PoolingOperators.All, .. LinearOperators.All, .. ActivationOperators.All,
            .. ElementwiseOperators.All, .. ReductionOperators.All, .. ShapeOperators.All, .. JoiningOperators.All, .. IndexingOperators.All,
            .. FillingOperators.All, .. ResizeOperators.All, .. PaddingOperators.All,
        ], StringComparer.Ordinal);

    /// <summary>The names, in alphabetical order.</summary>
    public static IReadOnlyList<string> Names => [.. Known.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Adds an operator.</summary>
    /// <param name="name">Its type, after its domain and a point where it has one: <c>com.example.Swish</c>.</param>
    /// <param name="create">Builds the layer of a node.</param>
    /// <exception cref="ArgumentException">There is one of that name.</exception>
    public static void Register(string name, OnnxOperator create)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(create);
        if (!Known.TryAdd(name, create)) throw new ArgumentException($"There is an operator '{name}' already.", nameof(name));
    }

    internal static OnnxOperator? Find(string name) => Known.GetValueOrDefault(name);

    internal static string NameOf(string domain, string type) => domain is "" or "ai.onnx" ? type : $"{domain}.{type}";
}
