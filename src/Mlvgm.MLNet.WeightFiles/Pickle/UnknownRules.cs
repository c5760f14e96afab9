using Mlvgm.MLNet.WeightFiles.Tensors;

namespace Mlvgm.MLNet.WeightFiles.Pickle;

/// <summary>What names stand for that are not known: records of what the file gives them.</summary>
static class UnknownRules
{
    /// <summary>A record, which takes any attributes, or a tensor that is not read, for PyTorch's own ways to build one.</summary>
    public static GlobalRule For(string module, string name) =>
        module is "torch._utils" or "torch._tensor" && name.StartsWith("_rebuild", StringComparison.Ordinal) ? Tensor(name) : Record(module, name);

    static GlobalRule Record(string module, string name)
    {
        PickledObject Make(PickledTuple arguments) => new(module, name) { Arguments = arguments, Unknown = true };
        return new GlobalRule((arguments, _) => Make(arguments), (_, arguments) => Make(arguments)) { Unknown = true };
    }

    static GlobalRule Tensor(string name) => new((_, context) =>
        new WeightTensor(TensorView.Unread("?", [], context.Budget), $"is built by PyTorch's {name}, which is not read"));
}
