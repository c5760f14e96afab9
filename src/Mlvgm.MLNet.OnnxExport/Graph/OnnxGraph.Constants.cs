using System.Runtime.InteropServices;
using Google.Protobuf;
using Mlvgm.MLNet.OnnxExport.Proto;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.OnnxExport.Graph;

public sealed partial class OnnxGraph
{
    readonly Dictionary<string, OnnxValue> _parameters = new(StringComparer.Ordinal);

    /// <summary>A tensor of the module as a constant, in single precision, under its state-dict name where it has one.</summary>
    /// <param name="tensor">A parameter, a buffer, or a tensor computed from them; on any device.</param>
    /// <param name="name">The name to use where the tensor is neither parameter nor buffer.</param>
    public OnnxValue Initializer(Tensor tensor, string name = "constant")
    {
        ArgumentNullException.ThrowIfNull(tensor);
        if (_modules.NameOf(tensor) is not { } stateName) return Store(Scoped(name, '/'), tensor.shape, Values(tensor));
        if (_parameters.TryGetValue(stateName, out var known)) return known;
        return _parameters[stateName] = Store(stateName, tensor.shape, Values(tensor));
    }

    /// <summary>A constant vector of integers, as operators take for shapes and axes.</summary>
    public OnnxValue Constant(params ReadOnlySpan<long> values) =>
        Store(Scoped("constant", '/'), [values.Length], values, TensorProto.Types.DataType.Int64);

    /// <summary>A constant tensor of integers.</summary>
    /// <param name="values">The elements, row-major.</param>
    /// <param name="shape">The shape, empty for a scalar; its product is the number of values.</param>
    /// <exception cref="ArgumentException">The shape does not fit the values.</exception>
    public OnnxValue Constant(ReadOnlySpan<long> values, IReadOnlyList<long> shape) =>
        Store(Scoped("constant", '/'), Fitting(shape, values.Length), values, TensorProto.Types.DataType.Int64);

    /// <summary>A constant tensor of truth values.</summary>
    internal OnnxValue Constant(ReadOnlySpan<bool> values, IReadOnlyList<long> shape) =>
        Store(Scoped("constant", '/'), Fitting(shape, values.Length), values, TensorProto.Types.DataType.Bool);

    /// <summary>A scalar constant in single precision, which broadcasts against any value.</summary>
    public OnnxValue Constant(double value) => Store(Scoped("constant", '/'), [], [(float)value]);

    /// <summary>A constant tensor in single precision.</summary>
    /// <param name="values">The elements, row-major.</param>
    /// <param name="shape">The shape; its product is the number of values.</param>
    /// <exception cref="ArgumentException">The shape does not fit the values.</exception>
    public OnnxValue Constant(ReadOnlySpan<float> values, IReadOnlyList<long> shape) => Store(Scoped("constant", '/'), Fitting(shape, values.Length), values);

    static IReadOnlyList<long> Fitting(IReadOnlyList<long> shape, int values)
    {
        ArgumentNullException.ThrowIfNull(shape);
        return shape.Aggregate(1L, (product, d) => product * d) == values
            ? shape
            : throw new ArgumentException($"{values} values do not fill the shape ({string.Join(", ", shape)}).", nameof(shape));
    }

    OnnxValue Store(string name, IReadOnlyList<long> shape, ReadOnlySpan<float> values) =>
        Store(name, shape, values, TensorProto.Types.DataType.Float);

    OnnxValue Store<T>(string name, IReadOnlyList<long> shape, ReadOnlySpan<T> values, TensorProto.Types.DataType type) where T : unmanaged
    {
        var tensor = new TensorProto
        {
            Name = _names.Take(name),
            DataType = (int)type,
            RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes(values)),
        };
        tensor.Dims.AddRange(shape);
        _graph.Initializer.Add(tensor);
        return new OnnxValue(tensor.Name);
    }

    static float[] Values(Tensor tensor)
    {
        using var scope = NewDisposeScope();
        return tensor.detach().cpu().to(ScalarType.Float32).contiguous().data<float>().ToArray();
    }
}
