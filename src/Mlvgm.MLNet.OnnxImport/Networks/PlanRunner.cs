using Mlvgm.MLNet.OnnxImport.Operators;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.OnnxImport.Networks;

/// <summary>Computes the steps of a network.</summary>
static class PlanRunner
{
    /// <summary>The output, in the caller's dispose scope.</summary>
    /// <param name="plan">The steps.</param>
    /// <param name="tensors">The network's tensors by name.</param>
    /// <param name="input">What comes in.</param>
    /// <param name="mode">How.</param>
    /// <param name="observe">Told the inputs of every step before it is computed.</param>
    /// <param name="budget">What all of it may take; null where the network is known to be sound.</param>
    /// <exception cref="InvalidOperationException">A node cannot compute with what comes in; the message names it.</exception>
    public static Tensor Run(
        NetworkPlan plan, IReadOnlyDictionary<string, Tensor> tensors, Tensor input, ComputingMode mode,
        Action<int, IReadOnlyList<Tensor?>>? observe = null, ComputeBudget? budget = null)
    {
        using var scope = NewDisposeScope();
        var slots = new Tensor?[plan.Slots];
        slots[0] = input.alias();
        foreach (var (at, step) in plan.Steps.Index())
        {
            Tensor?[] inputs = [.. step.Inputs.Select(source => source.Slot >= 0 ? slots[source.Slot] : source.Tensor is { } name ? tensors[name] : null)];
            observe?.Invoke(at, inputs);
            if (mode.RoundsConvolutions && !step.Layer.TakesBFloat16) inputs = [.. inputs.Select(Widened)];
            var outputs = Compute(step, new LayerInputs(inputs, mode.Trains(step)) { Budget = budget, RoundsConvolutions = mode.RoundsConvolutions }, inputs);
            foreach (var (slot, output) in step.Outputs.Zip(outputs)) slots[slot] = IsOneOf(inputs, output) ? output.alias() : output;
            foreach (int slot in step.Released)
            {
                if (slots[slot] is not { } released) continue;
                if (slot > 0) budget?.Remove(released);
                released.Dispose();
                slots[slot] = null;
            }
        }
        var result = slots[plan.Output]
            ?? throw new InvalidDataException("The output is one that its node is not known to give, such as the places of the largest numbers of a pooling.");
        return (mode.RoundsConvolutions ? Widened(result)! : result).MoveToOuterDisposeScope();
    }

    /// <summary>The outputs of one step of named tensors alone.</summary>
    public static IReadOnlyList<Tensor> Compute(Step step, IReadOnlyDictionary<string, Tensor> tensors, ComputeBudget budget)
    {
        Tensor?[] inputs = [.. step.Inputs.Select(source => source.Tensor is { } name ? tensors[name] : null)];
        return [.. Compute(step, new LayerInputs(inputs, isTraining: false) { Budget = budget }, inputs).Select(output => IsOneOf(inputs, output) ? output.clone() : output)];
    }

    // Tensors are equal by their numbers: to look for one among others would compare all of them, and wait for a GPU.
    static bool IsOneOf(Tensor?[] inputs, Tensor output) => Array.Exists(inputs, input => ReferenceEquals(input, output));

    static Tensor? Widened(Tensor? value) => value?.dtype == ScalarType.BFloat16 ? value.to(ScalarType.Float32) : value;

    static IReadOnlyList<Tensor> Compute(Step step, LayerInputs inputs, Tensor?[] values)
    {
        try
        {
            var outputs = step.IsInPlace ? [step.Layer.ComputeInPlace!(inputs)] : step.Layer.Compute(inputs);
            if (inputs.Budget is { } budget) foreach (var output in outputs) budget.Add(output);
            return outputs;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            string shapes = string.Join(", ", values.Select(value => value is null ? "none" : $"({string.Join(", ", value.shape)})"));
            throw new InvalidOperationException($"Node '{step.Name}' ({step.Operator}) cannot compute with {shapes}: {e.Message.Split('\n')[0]}", e);
        }
    }
}
