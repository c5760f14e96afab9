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

    /// <summary>Whether convolutions compute in bf16.</summary>
    internal bool RoundsConvolutions { get; init; }

    /// <summary>How many there are.</summary>
    public int Count => values.Count;

    /// <summary>An input that must be there.</summary>
    /// <exception cref="InvalidDataException">It is not.</exception>
    public Tensor this[int input] => Find(input) ?? throw new InvalidDataException($"Input {input} is missing.");

    /// <summary>What the network may take; null where it is known to be sound.</summary>
    internal ComputeBudget? Budget { get; init; }

    /// <summary>An input; null where it is left out.</summary>
    public Tensor? Find(int input) => input < values.Count ? values[input] : null;

    /// <summary>Refuses, while a network is read, an output that is larger than its inputs and too large.</summary>
    /// <param name="shape">Its shape.</param>
    /// <param name="products">The multiplications for each of its numbers.</param>
    /// <exception cref="InvalidDataException">It is too large.</exception>
    internal void Plan(IEnumerable<long> shape, double products = 0) => Budget?.Plan(shape, products);

    /// <summary>The same for one that all inputs broadcast to.</summary>
    internal void PlanBroadcast()
    {
        if (Budget is null) return;
        var shapes = values.OfType<Tensor>().Select(value => value.shape).ToList();
        Plan(Enumerable.Range(1, shapes.Max(shape => shape.Length)).Select(back => shapes.Max(shape => back <= shape.Length ? shape[^back] : 1)).Reverse());
    }
}
