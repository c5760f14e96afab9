using Mlvgm.MLNet.OnnxImport.Operators;

namespace Mlvgm.MLNet.OnnxImport.Networks;

/// <summary>One node of a network that is computed whenever the network is.</summary>
/// <param name="Name">The node's name.</param>
/// <param name="Operator">Its operator.</param>
/// <param name="Layer">What it does.</param>
/// <param name="Inputs">Where its inputs come from.</param>
/// <param name="Outputs">The slots of its outputs.</param>
sealed record Step(string Name, string Operator, OnnxLayer Layer, IReadOnlyList<StepInput> Inputs, IReadOnlyList<int> Outputs)
{
    /// <summary>Slots that nothing reads afterwards.</summary>
    public IReadOnlyList<int> Released { get; init; } = [];

    /// <summary>Whether it may compute in the memory of its first input.</summary>
    public bool IsInPlace { get; init; }
}

/// <summary>Where an input of a step comes from: a slot, a tensor of the network by its name, or nowhere.</summary>
readonly record struct StepInput(int Slot, string? Tensor)
{
    public static StepInput None { get; } = new(-1, null);

    public static StepInput Of(int slot) => new(slot, null);

    public static StepInput Of(string tensor) => new(-1, tensor);
}

/// <summary>The steps of a network. Slot 0 holds what comes in.</summary>
/// <param name="Steps">In the order in which they are computed.</param>
/// <param name="Slots">How many values there are on the way.</param>
/// <param name="Output">The slot of what comes out.</param>
sealed record NetworkPlan(IReadOnlyList<Step> Steps, int Slots, int Output)
{
    /// <summary>The plan with what follows from the order of its steps: what is released when, and what may be overwritten.</summary>
    public NetworkPlan Ordered()
    {
        int[] last = new int[Slots], uses = new int[Slots];
        var producer = new Step?[Slots];
        foreach (var (at, step) in Steps.Index())
        {
            foreach (var input in step.Inputs.Where(input => input.Slot >= 0)) (last[input.Slot], uses[input.Slot]) = (at, uses[input.Slot] + 1);
            foreach (int slot in step.Outputs) (last[slot], producer[slot]) = (at, step);
        }
        (last[Output], uses[Output]) = (Steps.Count, uses[Output] + 1);
        var released = Enumerable.Range(0, Slots).Where(slot => slot == 0 || producer[slot] is not null).ToLookup(slot => last[slot]);
        return this with
        {
            Steps = [.. Steps.Select((step, at) => step with
            {
                Released = [.. released[at]],
                IsInPlace = step.Layer.ComputeInPlace is not null && step.Inputs[0].Slot is > 0 and var first && uses[first] == 1
                    && producer[first] is { Layer.IsOverwritable: true },
            })],
        };
    }
}
