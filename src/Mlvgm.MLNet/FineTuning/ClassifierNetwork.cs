using Mlvgm.MLNet.OnnxExport.Graph;
using Mlvgm.MLNet.OnnxExport.Operators;
using Mlvgm.MLNet.Torch.Backbones;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.FineTuning;

/// <summary>A backbone and a layer to one logit for each class. As a graph it gives the probabilities, and the logits.</summary>
sealed class ClassifierNetwork : nn.Module<Tensor, Tensor>, IOnnxExportable
{
    readonly nn.Module<Tensor, Tensor> backbone;
    readonly Sequential head;

    /// <param name="network">The backbone, which belongs to this from then on.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="seed">The seed of the layer's weights.</param>
    public ClassifierNetwork(Backbone network, int classes, ulong seed) : base(nameof(ClassifierNetwork))
    {
        backbone = network.Network;
        // Features of strangers' networks are of any size; rates mean the same for all where they are standardised first.
        var classifier = nn.Linear(network.FeatureWidth, classes);
        head = nn.Sequential(("norm", nn.BatchNorm1d(network.FeatureWidth, affine: false)), ("classifier", classifier));
        SeededInitialization.Default(classifier, seed, "classifier");
        RegisterComponents();
    }

    public nn.Module<Tensor, Tensor> Backbone => backbone;

    /// <summary>Standardises features over the batch, and the layer to logits.</summary>
    public Sequential Head => head;

    /// <summary>Images [batch, channels, height, width], prepared, to logits [batch, classes].</summary>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return head.forward(backbone.forward(input).to(float32)).MoveToOuterDisposeScope();
    }

    /// <summary>Probabilities and logits, as the graph gives them.</summary>
    public IReadOnlyList<Tensor> Outputs(Tensor input)
    {
        var logits = forward(input);
        return [logits.softmax(1), logits];
    }

    public IReadOnlyList<OnnxValue> Export(OnnxGraph graph, IReadOnlyList<OnnxValue> inputs)
    {
        var logits = graph.Add(head, graph.Add(backbone, inputs[0]));
        return [graph.Softmax(logits, 1), logits];
    }
}
