using Mlvgm.MLNet.OnnxExport;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Generators.BigBiGan.Layers;

/// <summary>
/// Self-attention over pixels: queries from all, keys and values from the maxima of 2x2 neighbourhoods; scores are not scaled, and the
/// result is added with a learned factor.
/// </summary>
sealed class SelfAttention : FrozenModule, IOnnxExportable
{
    readonly long _channels;
    readonly Convolution _query;
    readonly Convolution _key;
    readonly Convolution _value;
    readonly Convolution _output;

    /// <summary>Takes the layer at <paramref name="path"/> from a state dictionary.</summary>
    public SelfAttention(BigBiGanState state, string path, long channels) : base(nameof(SelfAttention))
    {
        _channels = channels;
        _query = Place("theta", Pointwise("theta", channels, channels / 8));
        _key = Place("phi", Pointwise("phi", channels, channels / 8));
        _value = Place("g", Pointwise("g", channels, channels / 2));
        _output = Place("o", Pointwise("o", channels / 2, channels));
        Keep("gamma", state.Take($"{path}.gamma").clone());

        Convolution Pointwise(string name, long inputs, long outputs) =>
            new(state, $"{path}.{name}", inputs, outputs, kernel: 1, hasBias: false);
    }

    /// <summary>[n, c, h, w] to the same shape; h and w even.</summary>
    public Tensor Forward(Tensor x)
    {
        var (n, h, w) = (x.shape[0], x.shape[2], x.shape[3]);
        var query = Rows(_query.Forward(x));
        var key = Rows(Pool(_key.Forward(x)));
        var value = Rows(Pool(_value.Forward(x)));
        var shares = query.matmul(key.transpose(1, 2)).softmax(-1);
        var mixed = shares.matmul(value).view(n, h, w, -1).permute(0, 3, 1, 2);
        return addcmul(x, Kept("gamma"), _output.Forward(mixed), 1);

        static Tensor Pool(Tensor features) => nn.functional.max_pool2d(features, 2, 2);

        static Tensor Rows(Tensor features) => features.flatten(2).transpose(1, 2);
    }

    /// <inheritdoc/>
    public IReadOnlyList<OnnxValue> Export(OnnxGraph graph, IReadOnlyList<OnnxValue> inputs)
    {
        var x = inputs[0];
        var query = Columns(graph.Add(_query, x), _channels / 8);
        var key = Columns(Pool(graph.Add(_key, x)), _channels / 8);
        var value = Columns(Pool(graph.Add(_value, x)), _channels / 2);
        var shares = graph.Softmax(graph.MatMul(graph.Transpose(query, 0, 2, 1), key), -1);
        var mixed = graph.MatMul(value, graph.Transpose(shares, 0, 2, 1));
        // The sides are those of x, whatever they are when the graph runs.
        var sides = graph.Node("Shape", [x], new OnnxAttribute("start", 2), new OnnxAttribute("end", 4));
        var shape = graph.Concat(0, graph.Constant([0L, _channels / 2]), sides);
        var result = graph.Add(_output, graph.Node("Reshape", [mixed, shape]));
        return [graph.Add(x, graph.Mul(graph.Initializer(Kept("gamma")), result))];

        OnnxValue Pool(OnnxValue features) => graph.MaxPool2d(features, 2);

        OnnxValue Columns(OnnxValue features, long channels) => graph.Reshape(features, 0, channels, -1);
    }
}
