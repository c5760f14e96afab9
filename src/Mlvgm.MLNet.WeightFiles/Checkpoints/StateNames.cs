using System.Globalization;
using Mlvgm.MLNet.WeightFiles.Bytes;
using Mlvgm.MLNet.WeightFiles.Pickle;
using Mlvgm.MLNet.WeightFiles.Tensors;
using Mlvgm.MLNet.WeightFiles.Text;

namespace Mlvgm.MLNet.WeightFiles.Checkpoints;

/// <summary>Finds the tensors in an unpickled object and names them by the way to them.</summary>
sealed class StateNames
{
    /// <summary>Deepest nesting that is followed; a generator's modules nest a tenth as deep.</summary>
    public const int MaximumDepth = 100;

    const int VisitCost = 32;
    const int TensorCost = 160;

    readonly OrderedDictionary<string, WeightTensor> _tensors = new(StringComparer.Ordinal);
    readonly ReadBudget _budget;

    StateNames(ReadBudget budget) => _budget = budget;

    /// <summary>The tensors below <paramref name="root"/>.</summary>
    /// <exception cref="InvalidDataException">
    /// The object nests too deep or refers to itself, two tensors have one name, or there are more than the file's size justifies.
    /// </exception>
    public static OrderedDictionary<string, WeightTensor> Of(object? root, ReadBudget budget)
    {
        var names = new StateNames(budget);
        names.Visit("", root, depth: 0);
        return names._tensors;
    }

    void Visit(string path, object? value, int depth)
    {
        _budget.Charge(VisitCost);
        if (depth > MaximumDepth) throw new InvalidDataException($"what it holds nests deeper than {MaximumDepth} levels, or refers to itself.");
        switch (value)
        {
            case WeightTensor tensor:
                Add(path, tensor);
                break;
            case PickledDictionary dictionary:
                foreach (var (key, item) in dictionary)
                    if (KeyText(key) is { } text) Visit(Join(path, text, item), item, depth + 1);
                break;
            case PickledList or PickledTuple:
                int index = 0;
                foreach (object? item in (IReadOnlyList<object?>)value) Visit(Join(path, Digits(index++), item), item, depth + 1);
                break;
            case PickledObject { Module: "dnnlib.tflib.network" } network:
                VisitNetwork(path, network, depth);
                break;
            case PickledObject module:
                VisitModule(path, "", module, depth);
                break;
        }
    }

    /// <summary>A module's parameters and buffers, and those of its children, under state-dictionary keys.</summary>
    void VisitModule(string path, string prefix, PickledObject module, int depth)
    {
        _budget.Charge(VisitCost);
        if (depth > MaximumDepth) throw new InvalidDataException($"its modules nest deeper than {MaximumDepth} levels, or refer to themselves.");
        AddLeaves(path, prefix, module, "_parameters", []);
        AddLeaves(path, prefix, module, "_buffers", TransientBuffers(module));
        if (!module.State.TryGetValue("_modules", out object? children) || children is not PickledDictionary modules) return;
        foreach (var (key, child) in modules)
            if (child is PickledObject next && key is string name) VisitModule(path, Longer(prefix, name, '.'), next, depth + 1);
    }

    void AddLeaves(string path, string prefix, PickledObject module, string kind, HashSet<string> left)
    {
        if (!module.State.TryGetValue(kind, out object? values) || values is not PickledDictionary leaves) return;
        foreach (var (key, leaf) in leaves)
        {
            if (leaf is WeightTensor tensor && key is string name && !left.Contains(name))
                Add(Longer(path, Longer(prefix, name, '.'), '/'), tensor);
        }
    }

    /// <summary>Buffers that PyTorch leaves out of a state dictionary.</summary>
    HashSet<string> TransientBuffers(PickledObject module)
    {
        if (!module.State.TryGetValue("_non_persistent_buffers_set", out object? names) || names is not PickledList { Count: > 0 } list) return [];
        _budget.Charge(64L * list.Count);
        return [.. list.OfType<string>()];
    }

    /// <summary>A TensorFlow network's variables, and those of its components under their names (docs/method/weight-formats.md#tensorflow-networks).</summary>
    void VisitNetwork(string path, PickledObject network, int depth)
    {
        if (network.State.TryGetValue("variables", out object? variables) && variables is PickledList list)
        {
            foreach (object? variable in list)
                if (variable is PickledTuple and [string name, WeightTensor tensor]) Add(Longer(path, name, '/'), tensor);
        }
        if (network.State.TryGetValue("components", out object? components)) Visit(path, components, depth + 1);
    }

    void Add(string name, WeightTensor tensor)
    {
        _budget.Charge(TensorCost);
        if (name.Length == 0) name = "tensor";
        if (!tensor.Described) throw new InvalidDataException($"its tensor '{Printable.Of(name)}' is named but never described.");
        if (!_tensors.TryAdd(name, tensor)) throw new InvalidDataException($"two of its tensors are called '{Printable.Of(name)}'.");
    }

    /// <summary>The path to an item; values that hold no tensors need none.</summary>
    string Join(string path, string name, object? value) => value is null or string or bool or long or double ? path : Longer(path, name, '/');

    string Longer(string path, string name, char separator)
    {
        if (path.Length == 0) return name;
        _budget.Charge(40 + 2L * (path.Length + name.Length + 1));
        return $"{path}{separator}{name}";
    }

    static string? KeyText(object key) => key switch
    {
        string text => text,
        long number => number.ToString(CultureInfo.InvariantCulture),
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        _ => null,
    };

    static string Digits(int index) => index.ToString(CultureInfo.InvariantCulture);
}
