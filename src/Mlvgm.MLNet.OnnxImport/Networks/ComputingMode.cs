namespace Mlvgm.MLNet.OnnxImport.Networks;

/// <summary>How a network computes.</summary>
/// <param name="IsTraining">Whether statistics are those of the batch, and change.</param>
/// <param name="RoundsConvolutions">Whether convolutions compute in bf16.</param>
/// <param name="Frozen">Tensors that stay as they are: statistics that belong to them alone stay, too.</param>
sealed record ComputingMode(bool IsTraining, bool RoundsConvolutions, IReadOnlySet<string> Frozen)
{
    /// <summary>Statistics are the network's own; float32 throughout.</summary>
    public static ComputingMode Evaluation { get; } = new(false, false, new HashSet<string>());

    /// <summary>Whether a step is in training mode.</summary>
    public bool Trains(Step step)
    {
        if (!IsTraining || step.Layer.Statistics.Count == 0 || Frozen.Count == 0) return IsTraining;
        var weights = step.Inputs.Index().Where(input => input.Item.Tensor is not null && !step.Layer.Statistics.Contains(input.Index)).Select(input => input.Item.Tensor!);
        return !weights.All(Frozen.Contains);
    }
}
