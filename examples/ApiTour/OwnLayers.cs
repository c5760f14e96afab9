using Mlvgm.MLNet.OnnxExport;
using Mlvgm.MLNet.OnnxExport.Graph;
using Mlvgm.MLNet.OnnxExport.Inputs;
using Mlvgm.MLNet.OnnxExport.Operators;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ApiTour;

/// <summary>A module with a forward of its own, which says the same in the graph's words, an operator of each kind.</summary>
public sealed class OwnLayers : Module<Tensor, Tensor>, IOnnxExportable
{
    readonly Conv2d conv = Conv2d(3, 4, 3, padding: 1);
    readonly Parameter weight = new(randn(8, 5));

    /// <summary>With random weights.</summary>
    public OwnLayers() : base(nameof(OwnLayers)) => RegisterComponents();

    /// <summary>Exports one.</summary>
    public static OnnxExportResult Run(string path)
    {
        using var module = new OwnLayers();
        return OnnxExporter.Export(module, path, new OnnxExportOptions { Inputs = [new OnnxInput("Image", 3, 8, 8)] });
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor images)
    {
        var active = functional.silu(conv.forward(images));
        var pooled = functional.max_pool2d(active, 2);
        var resized = functional.interpolate(pooled, scale_factor: [2, 2], mode: InterpolationMode.Nearest);
        var mean = (active + resized).mean([2, 3]);
        return cat([mean, mean * 0.5], 1).matmul(weight).log_softmax(1);
    }

    /// <inheritdoc/>
    public IReadOnlyList<OnnxValue> Export(OnnxGraph graph, IReadOnlyList<OnnxValue> inputs)
    {
        OnnxValue active = graph.Silu(graph.Add(conv, inputs[0]));
        OnnxValue pooled = graph.MaxPool2d(active, side: 2);
        OnnxValue resized = graph.Resize(pooled, OnnxResizeMode.Nearest, 2, 2);
        OnnxValue mean = graph.ReduceMean(graph.Add(active, resized), [2, 3], keepDimensions: false);
        OnnxValue both = graph.Concat(1, mean, graph.Mul(mean, 0.5));
        OnnxValue scores = graph.MatMul(both, graph.Initializer(weight, "weight"));
        // An operator that has no method of its own.
        return [graph.Node("LogSoftmax", [scores], new OnnxAttribute("axis", 1L))];
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            conv.Dispose();
            weight.Dispose();
        }
        base.Dispose(disposing);
    }
}
