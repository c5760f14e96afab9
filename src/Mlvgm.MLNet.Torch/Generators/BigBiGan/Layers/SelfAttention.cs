using Mlvgm.MLNet.OnnxExport.Graph;
using Mlvgm.MLNet.OnnxExport.Operators;
using Mlvgm.MLNet.Torch.Generators.BigBiGan.State;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Generators.BigBiGan.Layers;

/// <summary>
/// Self-attention over pixels: queries from all, keys and values from the maxima of 2x2 neighbourhoods; scores are not scaled, and the
/// result is added with a learned factor.
/// </summary>
sealed class SelfAttention : FrozenModule, IOnnxExportable
{
    readonly long _channels;
    readonly Pointwise _query;
    readonly Pointwise _key;
    readonly Pointwise _value;
    readonly Pointwise _output;

    /// <summary>Takes the layer at <paramref name="path"/> from a state dictionary.</summary>
    public SelfAttention(BigBiGanState state, string path, long channels) : base(nameof(SelfAttention))
    {
        _channels = channels;
        _query = Place("theta", new Pointwise(state, $"{path}.theta", channels, channels / 8));
        _key = Place("phi", new Pointwise(state, $"{path}.phi", channels, channels / 8));
        _value = Place("g", new Pointwise(state, $"{path}.g", channels, channels / 2));
        _output = Place("o", new Pointwise(state, $"{path}.o", channels / 2, channels));
        Keep("gamma", state.Take($"{path}.gamma").clone());
    }

    /// <summary>[n, c, h, w] to the same shape; h and w even.</summary>
    public Tensor Forward(Tensor x)
    {
        var pixels = x.permute(0, 2, 3, 1);
        var query = _query.Forward(pixels).flatten(1, 2);
        var (key, value) = (Maxima(_key.Forward(pixels)), Maxima(_value.Forward(pixels)));
        var shares = query.matmul(key.transpose(1, 2)).softmax(-1);
        var result = _output.Forward(shares.matmul(value)).view(pixels.shape);
        return addcmul(pixels, Kept("gamma"), result, 1).permute(0, 3, 1, 2);
    }

    /// <summary>[n, h, w, c] to the maxima over 2x2 neighbourhoods, [n, h/2 · w/2, c].</summary>
    static Tensor Maxima(Tensor features)
    {
        var (n, h, w, c) = (features.shape[0], features.shape[1], features.shape[2], features.shape[3]);
        return features.view(n, h / 2, 2, w / 2, 2, c).amax([2, 4]).flatten(1, 2);
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
