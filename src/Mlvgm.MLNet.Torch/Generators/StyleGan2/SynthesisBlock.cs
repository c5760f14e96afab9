using Mlvgm.MLNet.OnnxExport.Graph;
using Mlvgm.MLNet.OnnxExport.Operators;
using Mlvgm.MLNet.Torch.Generators.StyleGan2.Layers;
using Mlvgm.MLNet.Torch.Generators.StyleGan2.Operators;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Generators.StyleGan2;

/// <summary>The layers of one resolution: an up-sampling one, except at 4x4, another, and the colours that they add to the image.</summary>
sealed class SynthesisBlock
    : nn.Module<(Tensor Features, Tensor Image)?, Tensor, NoiseChoice, (Tensor Features, Tensor Image)>, IOnnxExportable
{
    const string ConstantName = "const";
    const string FilterName = "resample_filter";
    const string FirstName = "conv0";
    const string SecondName = "conv1";

    readonly string _name;
    readonly SynthesisLayer? _first;
    readonly SynthesisLayer _second;
    readonly ToRgbLayer _colours;

    /// <summary>Creates the block of side <paramref name="resolution"/>.</summary>
    public SynthesisBlock(StyleGan2Configuration configuration, int resolution) : base(nameof(SynthesisBlock))
    {
        bool isFirst = resolution == 4;
        int outputs = configuration.ChannelsAt(resolution), inputs = isFirst ? outputs : configuration.ChannelsAt(resolution / 2);
        SynthesisLayer Layer(int from, bool upsample) =>
            new(from, outputs, configuration.WDimension, resolution, upsample, configuration.ConvolutionClamp);
        _name = $"b{resolution}";
        _first = isFirst ? null : Layer(inputs, upsample: true);
        _second = Layer(outputs, upsample: false);
        _colours = new ToRgbLayer(outputs, configuration.ImageChannels, configuration.WDimension, configuration.ConvolutionClamp);
        if (isFirst) register_parameter(ConstantName, new Parameter(zeros(outputs, resolution, resolution), requires_grad: false));
        register_buffer(FilterName, ResampleFilter.Create());
        if (_first is not null) register_module(FirstName, _first);
        register_module(SecondName, _second);
        register_module("torgb", _colours);
    }

    /// <summary>The levels of w that only this block's convolutions use: 1 at 4x4, 2 elsewhere.</summary>
    public int Levels => _first is null ? 1 : 2;

    /// <summary>Computes what depends on the weights alone; to be called once they are loaded.</summary>
    public void Fold()
    {
        _first?.Fold();
        _second.Fold();
    }

    /// <summary>Runs the block.</summary>
    /// <param name="previous">What the block before it gave, [n, c, r/2, r/2] and [n, colours, r/2, r/2]; null at 4x4.</param>
    /// <param name="ws">
    /// [n, <see cref="Levels"/> + 1, w]: a level per convolution, and the next, for the colours, which the following block uses too.
    /// </param>
    /// <param name="noise">The noise of every layer.</param>
    /// <returns>Features [n, c, r, r] and image [n, colours, r, r].</returns>
    public override (Tensor Features, Tensor Image) forward((Tensor Features, Tensor Image)? previous, Tensor ws, NoiseChoice noise)
    {
        using var scope = NewDisposeScope();
        int level = 0;
        Tensor Run(SynthesisLayer layer, string name, Tensor input) =>
            layer.call(input, ws.select(1, level++), noise($"{_name}.{name}", layer.NoiseConstant));
        var features = previous is null ? get_parameter(ConstantName)!.unsqueeze(0).expand(ws.shape[0], -1, -1, -1)
            : Run(_first!, FirstName, previous.Value.Features);
        features = Run(_second, SecondName, features);
        var image = _colours.call(features, ws.select(1, level));
        if (previous is not null) image = image.add_(ResampleFilter.Upsample(previous.Value.Image, get_buffer(FilterName)!));
        return (features.MoveToOuterDisposeScope(), image.MoveToOuterDisposeScope());
    }

    /// <summary>Adds the block to a graph.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="inputs">
    /// Features and image of the block before, none at 4x4; <see cref="Levels"/> + 1 w's; and the noise of every layer, or none at all.
    /// </param>
    /// <returns>Features and image.</returns>
    public IReadOnlyList<OnnxValue> Export(OnnxGraph graph, IReadOnlyList<OnnxValue> inputs)
    {
        int previous = _first is null ? 0 : 2, level = 0;
        OnnxValue[] ws = [.. inputs.Skip(previous).Take(Levels + 1)], noise = [.. inputs.Skip(previous + Levels + 1)];
        OnnxValue Run(SynthesisLayer layer, OnnxValue input)
        {
            var result = graph.Add(layer, noise.Length == 0 ? [input, ws[level]] : [input, ws[level], noise[level]])[0];
            level++;
            return result;
        }
        var features = _first is null
            ? graph.Initializer(get_parameter(ConstantName)!.unsqueeze(0), ConstantName)
            : Run(_first, inputs[0]);
        features = Run(_second, features);
        var image = graph.Add(_colours, [features, ws[level]])[0];
        if (_first is null) return [features, image];
        return [features, graph.Add(image, ResampleFilter.ExportUpsample(graph, inputs[1], get_buffer(FilterName)!, _colours.Colours))];
    }

    /// <summary>The noise stored with the layers' weights, in their order.</summary>
    public IEnumerable<OnnxValue> ExportNoise(OnnxGraph graph) =>
        new[] { _first, _second }.OfType<SynthesisLayer>().Select(layer => graph.Initializer(layer.NoiseConstant));

    // Everything is registered under the reference's names; TorchSharp would add the fields under theirs.
    protected override void RegisterComponents()
    {
    }
}
