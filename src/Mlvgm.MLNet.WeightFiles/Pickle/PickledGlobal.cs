namespace Mlvgm.MLNet.WeightFiles.Pickle;

/// <summary>The name of a Python class or function that a weight file mentions. It is a name and nothing else.</summary>
/// <example>See <c>examples/ApiTour/WeightsOfStrangers.cs</c>.</example>
public sealed class PickledGlobal
{
    /// <summary>Python's None where it is the key of a dictionary.</summary>
    public static PickledGlobal None { get; } = new("builtins", "None", new GlobalRule());

    internal PickledGlobal(string module, string name, GlobalRule rule) => (Module, Name, Rule) = (module, name, rule);

    /// <summary>The Python module, such as <c>torch.nn.modules.linear</c>.</summary>
    public string Module { get; }

    /// <summary>The name in it, such as <c>Linear</c>.</summary>
    public string Name { get; }

    /// <summary>What is built where the file calls it.</summary>
    internal GlobalRule Rule { get; }

    /// <summary>The name with its module.</summary>
    public override string ToString() => $"{Module}.{Name}";
}
