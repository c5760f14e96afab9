using Mlvgm.MLNet.WeightFiles.Bytes;
using Mlvgm.MLNet.WeightFiles.Tensors;

namespace Mlvgm.MLNet.WeightFiles.Pickle;

using Rule = KeyValuePair<(string Module, string Name), GlobalRule>;

/// <summary>NumPy's arrays and scalars (docs/method/weight-formats.md#tensorflow-networks), under the module names of NumPy 1 and 2.</summary>
static class NumpyRules
{
    static readonly GlobalRule Array = new((_, _) => new WeightTensor());
    static readonly GlobalRule Scalar = new(ReadScalar);
    static readonly GlobalRule Buffer = new(ReadBuffer);

    public static IEnumerable<Rule> All =>
    [
        new(("numpy", "ndarray"), new GlobalRule()),
        new(("numpy", "dtype"), new GlobalRule((arguments, _) => new NumpyType(arguments.Get<string>(0)))),
        .. new[] { "numpy.core", "numpy._core" }.SelectMany(package => (Rule[])
        [
            new(($"{package}.multiarray", "_reconstruct"), Array),
            new(($"{package}.multiarray", "scalar"), Scalar),
            new(($"{package}.numeric", "_frombuffer"), Buffer),
        ]),
    ];

    /// <summary><c>scalar(dtype, bytes)</c>: a tensor without dimensions.</summary>
    static WeightTensor ReadScalar(PickledTuple arguments, ReadBudget budget) =>
        new(arguments.Get<NumpyType>(0).View([], fortran: false, arguments.Get<PickledBytes>(1), budget));

    /// <summary><c>_frombuffer(bytes, dtype, shape, order)</c>: how protocol 5 writes arrays.</summary>
    static WeightTensor ReadBuffer(PickledTuple arguments, ReadBudget budget) => new(arguments.Get<NumpyType>(1).View(
        arguments.Get<PickledTuple>(2).ToIntegers(), arguments.Get<string>(3) == "F", arguments.Get<PickledBytes>(0), budget));
}
