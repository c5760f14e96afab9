using Mlvgm.MLNet.WeightFiles.Tensors;

namespace Mlvgm.MLNet.WeightFiles.Pickle;

using Rule = KeyValuePair<(string Module, string Name), GlobalRule>;

/// <summary>NumPy's arrays and scalars (docs/method/weight-formats.md#tensorflow-networks), under the module names of NumPy 1 and 2.</summary>
static class NumpyRules
{
    /// <summary>Arrays whose numbers are those of a plain one.</summary>
    static readonly string[] Classes = ["ndarray", "matrix", "memmap", "recarray"];

    static readonly GlobalRule Array = new(Reconstruct);
    static readonly GlobalRule Scalar = new(ReadScalar);
    static readonly GlobalRule Buffer = new(ReadBuffer);

    public static IEnumerable<Rule> All =>
    [
        .. Classes.Select(name => new Rule(("numpy", name), new GlobalRule())),
        new(("numpy", "dtype"), new GlobalRule((arguments, _) => new NumpyType($"{arguments.Get<object>(0)}"))),
        .. new[] { "numpy.core", "numpy._core" }.SelectMany(package => (Rule[])
        [
            new(($"{package}.multiarray", "_reconstruct"), Array),
            new(($"{package}.multiarray", "scalar"), Scalar),
            new(($"{package}.numeric", "_frombuffer"), Buffer),
        ]),
    ];

    /// <summary><c>_reconstruct(class, (0,), b'b')</c>: an array that BUILD describes; of a class that is not known, a record.</summary>
    static object Reconstruct(PickledTuple arguments, PickleContext context)
    {
        var type = arguments.Get<PickledGlobal>(0);
        return type.Module == "numpy" && Classes.Contains(type.Name) ? new WeightTensor() : new PickledObject(type.Module, type.Name) { Unknown = true };
    }

    /// <summary><c>scalar(dtype, bytes)</c>: a tensor without dimensions, or text.</summary>
    static object ReadScalar(PickledTuple arguments, PickleContext context)
    {
        var type = arguments.Get<NumpyType>(0);
        object data = arguments.Get<object>(1);
        return (object?)type.Text(data, context.Budget) ?? Tensor(type, [], fortran: false, data, context);
    }

    /// <summary><c>_frombuffer(bytes, dtype, shape, order)</c>: how protocol 5 writes arrays.</summary>
    static object ReadBuffer(PickledTuple arguments, PickleContext context) => Tensor(
        arguments.Get<NumpyType>(1), arguments.Get<PickledTuple>(2).ToIntegers(), arguments.Get<string>(3) == "F", arguments[0], context);

    static WeightTensor Tensor(NumpyType type, long[] shape, bool fortran, object? data, PickleContext context)
    {
        var tensor = new WeightTensor();
        type.Describe(tensor, shape, fortran, data, context.Budget);
        return tensor;
    }
}
