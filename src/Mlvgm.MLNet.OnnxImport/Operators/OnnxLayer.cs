using Mlvgm.MLNet.OnnxExport.Graph;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.OnnxImport.Operators;

/// <summary>What a node of a network does: how it computes, and how it leaves as ONNX again. It has no state: weights are inputs.</summary>
/// <example>See <c>examples/ApiTour/ImportedNetwork.cs</c>.</example>
public sealed class OnnxLayer
{
    /// <summary>A layer with any number of inputs and outputs.</summary>
    /// <param name="compute">The outputs of the inputs, in new tensors or views; differentiable.</param>
    /// <param name="export">Adds the node to a graph of operator set 17. Inputs that became settings are <see cref="OnnxValue.None"/>.</param>
    public OnnxLayer(Func<LayerInputs, IReadOnlyList<Tensor>> compute, Func<OnnxGraph, IReadOnlyList<OnnxValue>, IReadOnlyList<OnnxValue>> export) =>
        (Compute, Export) = (compute, export);

    /// <summary>A layer with one output.</summary>
    /// <inheritdoc cref="OnnxLayer(Func{LayerInputs, IReadOnlyList{Tensor}}, Func{OnnxGraph, IReadOnlyList{OnnxValue}, IReadOnlyList{OnnxValue}})"/>
    public OnnxLayer(Func<LayerInputs, Tensor> compute, Func<OnnxGraph, IReadOnlyList<OnnxValue>, OnnxValue> export)
        : this(inputs => [compute(inputs)], (graph, inputs) => [export(graph, inputs)])
    {
    }

    /// <summary>
    /// Whether constants among the inputs are weights wherever they come from, as those of convolutions are. Those of other layers are weights where they are
    /// initialisers of the file with more than one number, and where such a layer came before: what is done to pixels is no weight.
    /// </summary>
    public bool HasWeights { get; init; }

    /// <summary>The inputs that are running statistics, which the layer changes in training mode.</summary>
    public IReadOnlyList<int> Statistics { get; init; } = [];

    internal Func<LayerInputs, IReadOnlyList<Tensor>> Compute { get; }

    internal Func<OnnxGraph, IReadOnlyList<OnnxValue>, IReadOnlyList<OnnxValue>> Export { get; }

    /// <summary>The layer for batches and sizes other than those that the file was made for.</summary>
    internal Func<DeclaredShapes, OnnxLayer?>? Adapt { get; init; }

    /// <summary>The same in the memory of the first input, where nothing else needs that.</summary>
    internal Func<LayerInputs, Tensor>? ComputeInPlace { get; init; }

    /// <summary>Whether nothing needs the output's numbers to compute gradients of this layer, so that the next may overwrite them.</summary>
    internal bool IsOverwritable { get; init; }

    /// <summary>Whether it computes with bf16 inputs beside float32 weights; others are given float32.</summary>
    internal bool TakesBFloat16 { get; init; }

    /// <summary>Whether the output says something about the image's shape alone.</summary>
    internal bool IsOfShape { get; init; }

    /// <summary>A layer of one input and no setting, which is the same operator in every operator set.</summary>
    internal static OnnxLayer Plain(string type, Func<Tensor, Tensor> compute) => new(inputs => compute(inputs[0]), (graph, x) => graph.Node(type, [x[0]]));
}

/// <summary>What a layer was given when the file's own batch and size went through the network.</summary>
/// <param name="Inputs">The shapes of its inputs; null for those left out.</param>
/// <param name="FixedBatch">The batch that the file is made for; null where it is free.</param>
sealed record DeclaredShapes(IReadOnlyList<long[]?> Inputs, long? FixedBatch);
