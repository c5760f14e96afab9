namespace Mlvgm.MLNet.WeightFiles.Pickle;

/// <summary>An instance of a Python class, or what a function would have returned, as the data that the file gives it. Nothing of it is known or run.</summary>
/// <example>See <c>examples/ApiTour/WeightsOfStrangers.cs</c>.</example>
public sealed class PickledObject
{
    PickledDictionary? _entries;
    PickledList? _items;

    internal PickledObject(string module, string className) => (Module, ClassName) = (module, className);

    /// <summary>The Python module of the class, such as <c>torch.nn.modules.linear</c>.</summary>
    public string Module { get; }

    /// <summary>The class, such as <c>Linear</c>; or the function.</summary>
    public string ClassName { get; }

    /// <summary>The attributes; empty when the file gives none.</summary>
    public PickledDictionary State { get; internal set; } = new();

    /// <summary>What the class or function was to be called with; empty where there is nothing.</summary>
    public PickledTuple Arguments { get; internal init; } = PickledTuple.Empty;

    /// <summary>The entries of an instance that is a dictionary, too.</summary>
    public PickledDictionary Entries => _entries ??= new PickledDictionary();

    /// <summary>The items of an instance that is a list, too.</summary>
    public PickledList Items => _items ??= new PickledList();

    /// <summary>Whether the class is one of which nothing is known; its state may then be anything.</summary>
    internal bool Unknown { get; init; }

    /// <summary>All that the instance holds beside its attributes, without making what is not there.</summary>
    internal IEnumerable<object> Contents => new object?[] { Arguments, _entries, _items, OtherState }.OfType<object>();

    /// <summary>A state that is no dictionary.</summary>
    internal object? OtherState { get; set; }

    /// <summary>The class with its module.</summary>
    public override string ToString() => $"{Module}.{ClassName}";
}
