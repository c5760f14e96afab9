using Mlvgm.MLNet.OnnxImport.Operators;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.OnnxImport.Networks;

/// <summary>Makes a network that a file has for one batch and one size take any batch, and another size.</summary>
static class Adaptation
{
    const double Tolerance = 1e-3;

    /// <summary>Runs the network as the file declares it, and lets every layer adapt to what it saw.</summary>
    /// <returns>The plan, and the shape of one sample of the output.</returns>
    public static (NetworkPlan Plan, long[] OutputShape) Apply(NetworkPlan plan, IReadOnlyDictionary<string, Tensor> tensors, DeclaredInput input)
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        var adapted = plan.Steps.ToArray();
        var output = PlanRunner.Run(plan.Ordered(), tensors, Waves(input.Batch ?? 1, input.Declared), ComputingMode.Evaluation, (at, inputs) =>
        {
            if (adapted[at].Layer.Adapt is not { } adapt) return;
            var shapes = new DeclaredShapes([.. inputs.Select(value => value?.shape)], input.Batch);
            if (adapt(shapes) is { } layer) adapted[at] = adapted[at] with { Layer = layer };
        }, new ComputeBudget());
        if (output.dim() == 0 || output.shape[0] != (input.Batch ?? 1))
            throw new InvalidDataException($"The output has the shape ({string.Join(", ", output.shape)}), whose first axis is not the batch.");
        return (plan with { Steps = adapted }, output.shape[1..]);
    }

    /// <summary>Runs the network on the samples that it is to take: two at once must give what one at a time does.</summary>
    /// <returns>The shape of one sample of the output.</returns>
    /// <exception cref="InvalidDataException">They do not.</exception>
    public static long[] Check(NetworkPlan plan, IReadOnlyDictionary<string, Tensor> tensors, DeclaredInput input)
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        var samples = Waves(2, input.Sample);
        var both = Run(samples);
        var single = cat([.. Enumerable.Range(0, 2).Select(i => Run(samples.slice(0, i, i + 1, 1)))], 0);
        if (!both.shape.SequenceEqual(single.shape)) throw Merged();
        double difference = (both - single).abs().max().item<float>(), largest = both.abs().max().item<float>();
        return double.IsNaN(largest) ? throw new InvalidDataException("The network gives NaN for ordinary samples: its weights have diverged.")
            : difference <= Tolerance * Math.Max(largest, 1e-6) ? both.shape[1..]
            : throw Merged();

        Tensor Run(Tensor input) => PlanRunner.Run(plan, tensors, input, ComputingMode.Evaluation, budget: new ComputeBudget());

        InvalidDataException Merged() => new(
            $"The network computes something else for two samples at once than for each alone: it is made for batches of {input.Batch ?? 1} only. Export it " +
                "with a free batch axis.");
    }

    /// <summary>Samples that are no two alike, from no random generator.</summary>
    static Tensor Waves(long batch, IReadOnlyList<long> sample)
    {
        long[] shape = [batch, .. sample];
        return (arange(shape.Aggregate(1L, (product, d) => product * d), ScalarType.Float32) * 0.7 + 0.3).sin().reshape(shape);
    }
}
