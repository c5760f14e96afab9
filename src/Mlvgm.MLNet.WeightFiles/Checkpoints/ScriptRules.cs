using Mlvgm.MLNet.WeightFiles.Pickle;

namespace Mlvgm.MLNet.WeightFiles.Checkpoints;

using Rule = KeyValuePair<(string Module, string Name), GlobalRule>;

/// <summary>The names by which TorchScript archives give their lists a type. The code in such an archive is not looked at here.</summary>
static class ScriptRules
{
    const string Module = "torch.jit._pickle";

    static readonly string[] Lists = ["build_intlist", "build_doublelist", "build_boollist", "build_tensorlist"];

    public static IEnumerable<Rule> All =>
    [
        new((Module, "restore_type_tag"), new GlobalRule((arguments, _) => arguments.Get<object>(0))),
        .. Lists.Select(name => new Rule((Module, name), new GlobalRule((arguments, _) => arguments.Get<object>(0)))),
    ];
}
