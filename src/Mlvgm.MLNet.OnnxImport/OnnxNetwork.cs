using Mlvgm.MLNet.OnnxExport.Graph;
using Mlvgm.MLNet.OnnxImport.Layouts;
using Mlvgm.MLNet.OnnxImport.Networks;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.OnnxImport;

/// <summary>
/// A network of an ONNX file as a module: its weights are parameters, its batch normalisation learns statistics in training mode, and it leaves as ONNX
/// again.
/// </summary>
/// <remarks>
/// Parameters and buffers have the names of the file's initialisers, which are PyTorch's where it made the file; characters that PyTorch has in no name
/// are underscores. Dropout is left out: a run with it could not be resumed. Images are computed with channels innermost.
/// </remarks>
/// <example>See <c>examples/ApiTour/ImportedNetwork.cs</c>.</example>
public sealed class OnnxNetwork : nn.Module<Tensor, Tensor>, IOnnxExportable
{
    readonly NetworkPlan _plan;
    readonly Dictionary<string, Tensor> _fixed = new(StringComparer.Ordinal);
    readonly HashSet<string> _frozen = new(StringComparer.Ordinal);

    internal OnnxNetwork(NetworkPlan plan, IEnumerable<(string Name, TensorRole Role, Tensor Value)> tensors, NetworkFacts facts) : base(nameof(OnnxNetwork))
    {
        (_plan, Facts) = (plan, facts);
        foreach (var (name, role, value) in tensors)
        {
            var own = value.detach().clone().DetachFromDisposeScope();
            if (role == TensorRole.Weight) register_parameter(name, new Parameter(own));
            else if (role == TensorRole.Statistic) register_buffer(name, own);
            else _fixed.Add(name, own);
        }
        ChannelsLast.Convert(this);
    }

    /// <summary>The shape of one sample that it was read for, without the batch.</summary>
    public IReadOnlyList<long> InputShape => Facts.InputShape;

    /// <summary>The shape of what it gives for one, without the batch.</summary>
    public IReadOnlyList<long> OutputShape => Facts.OutputShape;

    /// <summary>The value of the file that it gives.</summary>
    public string OutputName => Facts.OutputName;

    /// <summary>The version of ONNX's operator set that the file was written in.</summary>
    public int OperatorSet => Facts.OperatorSet;

    /// <summary>How many nodes are computed.</summary>
    public int NodeCount => _plan.Steps.Count;

    /// <summary>
    /// Whether batch normalisation computes with the statistics that it has, and keeps them, in training mode too: for fine-tuning on few images, or on batches of few.
    /// </summary>
    public bool KeepsStatistics { get; set; }

    /// <summary>
    /// Whether convolutions compute in bf16 in training mode, for processors that do so faster. Weights, statistics, gradients and what comes out stay float32, and so does
    /// everything in evaluation mode.
    /// </summary>
    public bool RoundsConvolutions { get; set; }

    internal NetworkFacts Facts { get; }

    /// <summary>Computes the network.</summary>
    /// <param name="input">Samples [batch, ..]; of images [batch, channels, height, width].</param>
    /// <returns>[batch, ..].</returns>
    /// <exception cref="InvalidOperationException">A node cannot compute with samples of that shape; the message names it.</exception>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var laidOut = input.dim() == 4 ? ChannelsLast.Convert(input) : input;
        var mode = new ComputingMode(training && !KeepsStatistics, training && RoundsConvolutions, _frozen);
        return PlanRunner.Run(_plan, Tensors(), laidOut, mode).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// Makes batch normalisation all of whose weights are among these compute with the statistics that it has, and keep them, in training mode too, as layers that are
    /// not trained should: statistics of augmented images would not fit their weights.
    /// </summary>
    /// <param name="parameters">Names of parameters.</param>
    public void KeepStatisticsOf(IEnumerable<string> parameters) => _frozen.UnionWith(parameters);

    /// <summary>A copy with the weights and statistics that it has now, on the same device; it is the caller's to dispose.</summary>
    public OnnxNetwork Copy()
    {
        using var gradients = no_grad();
        var roles = named_parameters().Select(pair => (pair.name, TensorRole.Weight, (Tensor)pair.parameter))
            .Concat(named_buffers().Select(pair => (pair.name, TensorRole.Statistic, pair.buffer)))
            .Concat(_fixed.Select(pair => (pair.Key, TensorRole.Fixed, pair.Value)));
        var copy = new OnnxNetwork(_plan, roles, Facts) { KeepsStatistics = KeepsStatistics, RoundsConvolutions = RoundsConvolutions };
        copy.KeepStatisticsOf(_frozen);
        copy.train(training);
        return copy;
    }

    /// <inheritdoc/>
    public IReadOnlyList<OnnxValue> Export(OnnxGraph graph, IReadOnlyList<OnnxValue> inputs)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(inputs);
        var slots = new OnnxValue[_plan.Slots];
        slots[0] = inputs[0];
        var tensors = Tensors();
        var constants = new Dictionary<string, OnnxValue>(StringComparer.Ordinal);
        foreach (var step in _plan.Steps)
        {
            var outputs = step.Layer.Export(graph, [.. step.Inputs.Select(ValueOf)]);
            foreach (var (slot, value) in step.Outputs.Zip(outputs)) slots[slot] = value;
        }
        return [slots[_plan.Output]];

        OnnxValue ValueOf(StepInput source)
        {
            if (source.Slot >= 0) return slots[source.Slot];
            if (source.Tensor is not { } name) return OnnxValue.None;
            if (!constants.TryGetValue(name, out var known)) constants[name] = known = Constant(graph, name, tensors[name]);
            return known;
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            foreach (var tensor in _fixed.Values) tensor.Dispose();
        }
        base.Dispose(disposing);
    }

    static OnnxValue Constant(OnnxGraph graph, string name, Tensor value) => value.dtype switch
    {
        ScalarType.Int64 => graph.Constant(value.data<long>().ToArray(), value.shape),
        ScalarType.Bool => graph.Constant(value.data<bool>().ToArray(), value.shape),
        _ => graph.Initializer(value, name),
    };

    // Anew each time: a module that moves to another device has other tensors.
    Dictionary<string, Tensor> Tensors()
    {
        if (parameters().FirstOrDefault() is { } weight) MoveFixed(weight);
        var tensors = new Dictionary<string, Tensor>(_fixed, StringComparer.Ordinal);
        foreach (var (name, parameter) in named_parameters()) tensors.Add(name, parameter);
        foreach (var (name, buffer) in named_buffers()) tensors.Add(name, buffer);
        return tensors;
    }

    /// <summary>Constants are no part of the module's state, but go where its weights are; integers, which are shapes and axes, stay on the CPU.</summary>
    void MoveFixed(Tensor weight)
    {
        foreach (var (name, value) in _fixed.Where(pair => pair.Value.is_floating_point()
            && (pair.Value.dtype != weight.dtype || pair.Value.device != weight.device)).ToList())
        {
            _fixed[name] = value.to(weight.dtype, weight.device).DetachFromDisposeScope();
            value.Dispose();
        }
    }
}
