using static TorchSharp.torch;

namespace Mlvgm.MLNet.OnnxExport;

/// <summary>The module that a graph is compared with, crop and normalisation included.</summary>
sealed class ReferenceModule(nn.Module module, Func<IReadOnlyList<Tensor>, IReadOnlyList<Tensor>> forward, OnnxExportOptions options)
{
    static readonly long[] Batches = [1, 5];

    readonly Device _device = module.parameters().Concat(module.buffers()).FirstOrDefault()?.device ?? CPU;

    /// <summary>The shape of one sample of each output.</summary>
    public IReadOnlyList<IReadOnlyList<long>> OutputShapes()
    {
        using var scope = NewDisposeScope();
        long batch = Batches[^1];
        var outputs = Run(RandomInputs.Draw(options.Inputs, batch));
        foreach (var (output, name) in outputs.Zip(options.OutputNames))
        {
            if (output.dim() == 0 || output.shape[0] != batch)
                throw new InvalidOperationException(
                    $"Output '{name}' has shape {Text(output.shape)} for a batch of {batch}: dimension 0 must be the batch.");
        }
        return [.. outputs.Select(output => output.shape[1..])];
    }

    /// <summary>The largest absolute difference between the module and <paramref name="model"/> over random batches of 1 and 5.</summary>
    public double LargestDifference(byte[] model)
    {
        using var runner = new ParityRunner(model);
        // Math.Max keeps NaN; Enumerable.Max would drop it.
        return Batches.Aggregate(0.0, (largest, batch) => Math.Max(largest, LargestDifference(runner, batch)));
    }

    double LargestDifference(ParityRunner runner, long batch)
    {
        using var scope = NewDisposeScope();
        var inputs = RandomInputs.Draw(options.Inputs, batch);
        return Run(inputs)
            .Zip(runner.Run(options.Inputs, inputs, options.OutputNames), Difference)
            .Aggregate(0.0, Math.Max);
    }

    IReadOnlyList<Tensor> Run(IReadOnlyList<Tensor> inputs)
    {
        var outputs = forward([.. options.Inputs.Zip(inputs, (input, value) => input.Prepare(value).to(_device))]);
        if (outputs.Count != options.OutputNames.Count)
            throw new InvalidOperationException(
                $"The module has {outputs.Count} outputs and {options.OutputNames.Count} names are given: " +
                $"{string.Join(", ", options.OutputNames)}.");
        return [.. outputs.Select(output => output.to(ScalarType.Float32).cpu())];
    }

    static double Difference(Tensor expected, Tensor actual)
    {
        if (!expected.shape.SequenceEqual(actual.shape))
            throw new OnnxParityException(
                $"The exported graph gives shape {Text(actual.shape)} and the module {Text(expected.shape)}.", double.NaN);
        return (expected - actual).abs().max().item<float>();
    }

    static string Text(long[] shape) => $"({string.Join(", ", shape)})";
}
