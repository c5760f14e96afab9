using Mlvgm.MLNet.OnnxExport.Graph;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.OnnxExport.Inputs;

/// <summary>One input of an exported model.</summary>
/// <example>See <c>examples/ApiTour/ExportedModule.cs</c>.</example>
public sealed record OnnxInput
{
    /// <summary>Describes an input.</summary>
    /// <param name="name">Its name in the graph; in ML.NET, also the name of the column it is fed from.</param>
    /// <param name="shape">The shape of one sample, without the batch dimension, such as (3, 32, 32).</param>
    /// <exception cref="ArgumentException">The name is blank, or a dimension is below 1.</exception>
    public OnnxInput(string name, params IReadOnlyList<long> shape)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(shape);
        if (shape.Any(d => d < 1))
            throw new ArgumentException(
                $"Input '{name}' has shape ({string.Join(", ", shape)}): every dimension must be at least 1.", nameof(shape));
        Name = name;
        Shape = [.. shape];
    }

    /// <summary>The name in the graph.</summary>
    public string Name { get; }

    /// <summary>The shape of one sample.</summary>
    public IReadOnlyList<long> Shape { get; }

    /// <summary>The normalisation to put inside the graph in front of the module; none when null.</summary>
    public OnnxNormalization? Normalization { get; init; }

    /// <summary>The crop to put inside the graph in front of the normalisation, for an input of shape (C, height, width); none when null.</summary>
    public OnnxCentreCrop? CentreCrop { get; init; }

    /// <summary>What the module gets for a batch of this input.</summary>
    internal Tensor Prepare(Tensor value)
    {
        if (CentreCrop is not null) value = CentreCrop.Apply(value);
        return Normalization?.Apply(value) ?? value;
    }

    /// <summary>The same in the graph.</summary>
    internal OnnxValue Prepare(OnnxGraph graph, OnnxValue value)
    {
        if (CentreCrop is not null) value = CentreCrop.Export(graph, value, Shape);
        return Normalization?.Export(graph, value) ?? value;
    }
}
