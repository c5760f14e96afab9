using static TorchSharp.torch;

namespace Mlvgm.MLNet.OnnxImport.Networks;

/// <summary>What a tensor is to a network.</summary>
enum TensorRole
{
    /// <summary>It is trained.</summary>
    Weight,

    /// <summary>It is a running statistic.</summary>
    Statistic,

    /// <summary>It stays.</summary>
    Fixed,
}

/// <summary>The tensors of a network by the names that they have in its state dictionary, in the order in which they are first used.</summary>
sealed class NetworkTensors
{
    readonly List<(string Name, TensorRole Role, Tensor Value)> _all = [];
    readonly Dictionary<(string, TensorRole), string> _shared = [];
    readonly HashSet<string> _names = new(StringComparer.Ordinal);

    public IReadOnlyList<(string Name, TensorRole Role, Tensor Value)> All => _all;

    /// <summary>The name of a constant of the file in that role. Statistics are of one layer each; what two layers share otherwise is one tensor.</summary>
    public string Add(Constant constant, TensorRole role)
    {
        if (role != TensorRole.Statistic && _shared.TryGetValue((constant.Name, role), out string? known)) return known;
        string name = Unique(Cleaned(constant.Name));
        _all.Add((name, role, constant.Value));
        return _shared[(constant.Name, role)] = name;
    }

    string Unique(string wanted)
    {
        string name = wanted;
        for (int i = 1; !_names.Add(name); i++) name = $"{wanted}_{i}";
        return name;
    }

    /// <summary>A name as PyTorch has them: letters, digits and underscores, with points between; others become underscores.</summary>
    static string Cleaned(string name)
    {
        string cleaned = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' ? c : '_')).Trim('.');
        return cleaned.Length == 0 || cleaned.Contains("..", StringComparison.Ordinal) ? $"tensor_{cleaned.Replace('.', '_')}" : cleaned;
    }
}
