namespace Mlvgm.MLNet.WeightFiles.Pickle;

using Rule = KeyValuePair<(string Module, string Name), GlobalRule>;

/// <summary>Classes that whole networks are saved as. Their instances become attributes without behaviour.</summary>
static class ObjectRules
{
    /// <summary>The module under which the records of NVlabs' <c>torch_utils.persistence</c> appear.</summary>
    public const string Persistence = "torch_utils.persistence";

    /// <summary>The class of the networks in a TensorFlow network pickle.</summary>
    public const string TensorFlowNetwork = "dnnlib.tflib.network.Network";

    static readonly string[] ModuleFamilies = ["torch.nn.modules.", "torch.nn.parallel.", "src.noise_maker."];

    /// <summary>An instance without a constructor; its attributes follow by BUILD.</summary>
    public static GlobalRule Inert { get; } = new(Create: (type, arguments) => new PickledObject(type.Module, type.Name) { Arguments = arguments });

    public static IEnumerable<Rule> All =>
    [
        new(("dnnlib.util", "EasyDict"), new GlobalRule(Create: (_, _) => new PickledDictionary())),
        new(("dnnlib.tflib.network", "Network"), Inert),
        new((Persistence, "_reconstruct_persistent_obj"), new GlobalRule(Reconstruct)),
        new(("argparse", "Namespace"), Inert),
    ];

    /// <summary>Whether a class belongs to PyTorch's layers or to the paper's walkers: plain names below one of two packages.</summary>
    public static bool IsModuleClass(string module, string name) =>
        IsIdentifier(name)
        && ModuleFamilies.FirstOrDefault(family => module.StartsWith(family, StringComparison.Ordinal)) is { } family
        && module[family.Length..].Split('.').All(IsIdentifier);

    /// <summary>A class name and attributes (docs/method/weight-formats.md#nvlabs-pytorch-snapshots). The source text beside them is not looked at.</summary>
    static PickledObject Reconstruct(PickledTuple arguments, PickleContext context)
    {
        var record = arguments.Get<PickledDictionary>(0);
        if (record.Get<string>("type") != "class") throw new InvalidDataException("a persistent record is of no class.");
        return new PickledObject(Persistence, record.Get<string>("class_name")) { State = record.Get<PickledDictionary>("state") };
    }

    static bool IsIdentifier(string text) => text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
}
