namespace Mlvgm.MLNet.OnnxExport.Graph;

/// <summary>Hands out the names of a graph, each once: ONNX puts inputs, constants and node outputs in one name space.</summary>
sealed class UniqueNames
{
    readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    /// <summary><paramref name="wanted"/>, or <c>wanted_1</c>, <c>wanted_2</c>... where that is taken.</summary>
    public string Take(string wanted)
    {
        string name = wanted;
        for (int i = 1; !_taken.Add(name); i++) name = $"{wanted}_{i}";
        return name;
    }
}
