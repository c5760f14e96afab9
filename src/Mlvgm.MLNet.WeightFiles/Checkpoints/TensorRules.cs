using Mlvgm.MLNet.WeightFiles.Pickle;
using Mlvgm.MLNet.WeightFiles.Tensors;
using Mlvgm.MLNet.WeightFiles.Text;

namespace Mlvgm.MLNet.WeightFiles.Checkpoints;

using Rule = KeyValuePair<(string Module, string Name), GlobalRule>;

/// <summary>
/// PyTorch's ways to build a tensor (docs/method/weight-formats.md#zip-checkpoints). An argument that changes numbers is obeyed, or the tensor is
/// listed and its numbers are refused.
/// </summary>
static class TensorRules
{
    /// <summary>Classes of tensors that change nothing about the numbers.</summary>
    static readonly HashSet<string> PlainClasses = new(StringComparer.Ordinal)
    {
        "torch.Tensor", "torch._tensor.Tensor", "torch.nn.parameter.Parameter", "torch.nn.parameter.Buffer",
    };

    public static IEnumerable<Rule> All =>
    [
        new(("torch._utils", "_rebuild_tensor"), new GlobalRule((arguments, context) => Strided(arguments, 4, null, context))),
        new(("torch._utils", "_rebuild_tensor_v2"), new GlobalRule((arguments, context) => Strided(arguments, 6, null, context))),
        new(("torch._utils", "_rebuild_tensor_v3"), new GlobalRule((arguments, context) => Strided(arguments, 7, arguments.Get<PickledGlobal>(6), context))),
        new(("torch._utils", "_rebuild_qtensor"), new GlobalRule(Quantised)),
        new(("torch._utils", "_rebuild_sparse_tensor"), new GlobalRule(Sparse)),
        new(("torch._utils", "_rebuild_sparse_csr_tensor"), new GlobalRule(Sparse)),
        new(("torch._utils", "_rebuild_meta_tensor_no_storage"), new GlobalRule(Meta)),
        new(("torch._utils", "_rebuild_parameter"), new GlobalRule((arguments, _) => arguments.Get<object>(0))),
        new(("torch._utils", "_rebuild_parameter_with_state"), new GlobalRule((arguments, _) => arguments.Get<object>(0))),
        new(("torch._tensor", "_rebuild_from_type"), new GlobalRule(OfClass)),
        new(("torch._tensor", "_rebuild_from_type_v2"), new GlobalRule(OfClass)),
    ];

    /// <summary>
    /// <c>(storage, offset, size, stride, requires_grad, hooks, [type], [metadata])</c>: neither gradients nor hooks change numbers; the metadata do.
    /// </summary>
    static WeightTensor Strided(PickledTuple arguments, int usual, PickledGlobal? type, PickleContext context)
    {
        long[] shape = arguments.Get<PickledTuple>(2).ToIntegers();
        long[] strides = arguments.Get<PickledTuple>(3).ToIntegers();
        var storage = arguments.Get<TensorStorage>(0);
        if (type is not null)
        {
            var stored = TorchRules.TypeOf(type);
            if (stored.Bytes == 0) return new WeightTensor(TensorView.Unread(stored.Name, shape, context.Budget));
            storage = storage.As(stored);
        }
        var metadata = TensorMetadata.Read(arguments, usual, storage.Type);
        return new WeightTensor(
            new TensorView(storage, arguments.Get<long>(1), shape, strides, context.Budget) { Negated = metadata.Negated }, metadata.Unreadable);
    }

    /// <summary><c>(storage, offset, size, stride, scale and zero, ...)</c>.</summary>
    static WeightTensor Quantised(PickledTuple arguments, PickleContext context) => new(
        new TensorView(
            arguments.Get<TensorStorage>(0), arguments.Get<long>(1), arguments.Get<PickledTuple>(2).ToIntegers(),
            arguments.Get<PickledTuple>(3).ToIntegers(), context.Budget),
        "is quantised, and quantised numbers are not read");

    /// <summary><c>(layout, (indices, values, size, ...))</c>, or for compressed rows with one more before the size.</summary>
    static WeightTensor Sparse(PickledTuple arguments, PickleContext context)
    {
        var size = arguments.Get<PickledTuple>(1).OfType<PickledTuple>().LastOrDefault() ?? PickledTuple.Empty;
        return new WeightTensor(TensorView.Unread("sparse", size.ToIntegers(), context.Budget), "is sparse, and sparse tensors are not read");
    }

    /// <summary><c>(type, size, stride, requires_grad)</c>.</summary>
    static WeightTensor Meta(PickledTuple arguments, PickleContext context) => new(
        TensorView.Unread(TorchRules.TypeOf(arguments.Get<PickledGlobal>(0)).Name, arguments.Get<PickledTuple>(1).ToIntegers(), context.Budget),
        "was saved without its numbers (on the device 'meta')");

    /// <summary><c>(function, class, arguments, attributes)</c>: a tensor of a class that may take its numbers for something else.</summary>
    static object? OfClass(PickledTuple arguments, PickleContext context)
    {
        var (function, type) = (arguments.Get<PickledGlobal>(0), arguments.Get<PickledGlobal>(1));
        // Only the plain ways: a class inside a class inside a class has no end.
        object? made = function.Module == "torch._utils" ? function.Rule.Call?.Invoke(arguments.Get<PickledTuple>(2), context) : null;
        if (made is WeightTensor { Described: true } tensor && !PlainClasses.Contains(type.ToString()))
            tensor.Refuse($"is of the class {Printable.Of(type.ToString())}, which may change its numbers");
        return made ?? throw new InvalidDataException($"a tensor is built by '{Printable.Of(function.ToString())}', which builds none.");
    }
}
