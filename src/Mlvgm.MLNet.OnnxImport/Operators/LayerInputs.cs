using static TorchSharp.torch;

namespace Mlvgm.MLNet.OnnxImport.Operators;

/// <summary>What a layer computes with.</summary>
/// <param name="values">The node's inputs by their numbers; null for those that are left out or that became settings.</param>
/// <param name="isTraining">Whether the network is in training mode.</param>
/// <example>See <c>examples/ApiTour/ImportedNetwork.cs</c>.</example>
public sealed class LayerInputs(IReadOnlyList<Tensor?> values, bool isTraining)
{
    /// <summary>Whether the network is in training mode.</summary>
    public bool IsTraining { get; } = isTraining;

    /// <summary>How many there are.</summary>
    public int Count => values.Count;

    /// <summary>An input that must be there.</summary>
    /// <exception cref="InvalidDataException">It is not.</exception>
    public Tensor this[int input] => Find(input) ?? throw new InvalidDataException($"Input {input} is missing.");

    /// <summary>An input; null where it is left out.</summary>
    public Tensor? Find(int input) => input < values.Count ? values[input] : null;
}
