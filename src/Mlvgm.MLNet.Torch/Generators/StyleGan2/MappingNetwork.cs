using Mlvgm.MLNet.OnnxExport.Graph;
using Mlvgm.MLNet.OnnxExport.Operators;
using Mlvgm.MLNet.Torch.Generators.StyleGan2.Layers;
using Mlvgm.MLNet.Torch.Generators.StyleGan2.Operators;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Generators.StyleGan2;

/// <summary>From z to w (docs/method/stylegan2.md#mapping), and the average w.</summary>
sealed class MappingNetwork : nn.Module<Tensor, Tensor>, IOnnxExportable
{
    const string AverageName = "w_avg";

    readonly FullyConnectedLayer[] _layers;

    public MappingNetwork(StyleGan2Configuration configuration) : base(nameof(MappingNetwork))
    {
        int hidden = configuration.MappingWidth ?? configuration.WDimension, last = configuration.MappingLayers - 1;
        _layers = [.. Enumerable.Range(0, configuration.MappingLayers).Select(i => new FullyConnectedLayer(
            i == 0 ? configuration.ZDimension : hidden, i == last ? configuration.WDimension : hidden,
            configuration.MappingMultiplier, activate: true))];
        for (int i = 0; i < _layers.Length; i++) register_module($"fc{i}", _layers[i]);
        register_buffer(AverageName, zeros(configuration.WDimension));
    }

    /// <summary>The average of w over z, [w].</summary>
    public Tensor Average => get_buffer(AverageName)!;

    /// <summary>[n, z] to [n, w]; the length of z does not matter.</summary>
    public override Tensor forward(Tensor z)
    {
        using var scope = NewDisposeScope();
        return _layers.Aggregate(SecondMoment.Normalise(z), (x, layer) => layer.call(x)).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public IReadOnlyList<OnnxValue> Export(OnnxGraph graph, IReadOnlyList<OnnxValue> inputs) =>
        [_layers.Aggregate(SecondMoment.Export(graph, inputs[0]), (x, layer) => graph.Add(layer, x))];

    // Everything is registered under the reference's names; TorchSharp would add the fields under theirs.
    protected override void RegisterComponents()
    {
    }
}
