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
    const int RecordCost = 64;

    readonly OrderedDictionary<string, WeightTensor> _tensors = new(StringComparer.Ordinal);
    readonly HashSet<PickledObject> _records = new(ReferenceEqualityComparer.Instance);
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
            case TensorStorage storage:
                Add(path, new WeightTensor(TensorView.Whole(storage, [storage.Elements], _budget)));
                break;
            case PickledDictionary dictionary:
                foreach (var (key, item) in dictionary)
                    if (MayHold(item)) Visit(Longer(path, KeyText.Of(key, _budget), '/'), item, depth + 1);
                break;
            case PickledList or PickledTuple:
                int index = 0;
                foreach (object? item in (IReadOnlyList<object?>)value)
                {
                    if (MayHold(item)) Visit(Longer(path, Digits(index), '/'), item, depth + 1);
                    index++;
                }
                break;
            case PickledObject { Module: "dnnlib.tflib.network" } network:
                VisitNetwork(path, network, depth);
                break;
            case PickledObject module when IsModule(module):
                VisitModule(path, "", module, depth);
                break;
            case PickledObject record:
                VisitRecord(path, record, depth);
                break;
        }
    }

    static bool IsModule(PickledObject instance) =>
        instance.State.Contains("_parameters") || instance.State.Contains("_buffers") || instance.State.Contains("_modules");

    /// <summary>What an instance of any other class holds. Such refer to each other at will, so that each is looked into once.</summary>
    void VisitRecord(string path, PickledObject record, int depth)
    {
        _budget.Charge(RecordCost);
        if (!_records.Add(record)) return;
        foreach (object part in record.Contents) Visit(path, part, depth + 1);
        Visit(path, record.State, depth + 1);
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
            if (child is PickledObject next) VisitModule(path, Longer(prefix, KeyText.Of(key, _budget), '.'), next, depth + 1);
    }

    void AddLeaves(string path, string prefix, PickledObject module, string kind, HashSet<string> left)
    {
        if (!module.State.TryGetValue(kind, out object? values) || values is not PickledDictionary leaves) return;
        foreach (var (key, leaf) in leaves)
        {
            if (leaf is null || (key is string name && left.Contains(name))) continue;
            string full = Longer(path, Longer(prefix, KeyText.Of(key, _budget), '.'), '/');
            if (leaf is WeightTensor tensor) Add(full, tensor);
            // A parameter that is no tensor known here must not vanish.
            else if (leaf is PickledObject other) Add(full, new WeightTensor(TensorView.Unread("?", [], _budget), $"is an object of the class {Printable.Of($"{other}")}"));
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

    /// <summary>Whether there can be a tensor in a value.</summary>
    static bool MayHold(object? value) => value is WeightTensor or TensorStorage or PickledDictionary or PickledList or PickledTuple or PickledObject;

    string Longer(string path, string name, char separator)
    {
        if (path.Length == 0) return name;
        _budget.Charge(40 + 2L * (path.Length + name.Length + 1));
        return $"{path}{separator}{name}";
    }

    static string Digits(int index) => index.ToString(CultureInfo.InvariantCulture);
}
