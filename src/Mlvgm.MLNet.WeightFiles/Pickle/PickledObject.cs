namespace Mlvgm.MLNet.WeightFiles.Pickle;

/// <summary>An instance of a Python class, as its attributes. Nothing of the class itself is known or run.</summary>
/// <example>See <c>examples/ApiTour/WeightsOfStrangers.cs</c>.</example>
public sealed class PickledObject
{
    internal PickledObject(string module, string className) => (Module, ClassName) = (module, className);

    /// <summary>The Python module of the class, such as <c>torch.nn.modules.linear</c>.</summary>
    public string Module { get; }

    /// <summary>The class, such as <c>Linear</c>.</summary>
    public string ClassName { get; }

    /// <summary>The attributes; empty when the file gives none.</summary>
    public PickledDictionary State { get; internal set; } = new();

    /// <summary>The class with its module.</summary>
    public override string ToString() => $"{Module}.{ClassName}";
}
