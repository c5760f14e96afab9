using Mlvgm.MLNet.OnnxExport.Inputs;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.OnnxExport.Parity;

/// <summary>The module that a graph is compared with, crop and normalisation included.</summary>
/// <param name="module">The module.</param>
/// <param name="forward">Calls it.</param>
/// <param name="inputs">The inputs of the graph, in the order of the call.</param>
/// <param name="outputNames">The outputs of the graph, in the order of the results.</param>
sealed class ReferenceModule(
    nn.Module module, Func<IReadOnlyList<Tensor>, IReadOnlyList<Tensor>> forward, IReadOnlyList<OnnxInput> inputs, IReadOnlyList<string> outputNames)
{
    static readonly long[] Batches = [1, 5];

    readonly Device _device = module.parameters().Concat(module.buffers()).FirstOrDefault()?.device ?? CPU;

    /// <summary>The shape of one sample of each output.</summary>
    public IReadOnlyList<IReadOnlyList<long>> OutputShapes()
    {
        using var scope = NewDisposeScope();
        long batch = Batches[^1];
        var outputs = Run(RandomInputs.Draw(inputs, batch));
        foreach (var (output, name) in outputs.Zip(outputNames))
        {
            if (output.dim() == 0 || output.shape[0] != batch)
                throw new InvalidOperationException(
                    $"Output '{name}' has shape {Text(output.shape)} for a batch of {batch}: dimension 0 must be the batch.");
        }
        return [.. outputs.Select(output => output.shape[1..])];
    }

    /// <summary>The largest difference between the module and <paramref name="model"/> over random batches of 1 and 5.</summary>
    /// <exception cref="OnnxParityException">The module's own outputs are no numbers, or have other shapes than the graph's.</exception>
    public OutputDifference LargestDifference(byte[] model)
    {
        using var runner = new ParityRunner(model);
        return Batches.Select(batch => LargestDifference(runner, batch)).Aggregate(OutputDifference.Larger);
    }

    OutputDifference LargestDifference(ParityRunner runner, long batch)
    {
        using var scope = NewDisposeScope();
        var values = RandomInputs.Draw(inputs, batch);
        var expected = Run(values);
        foreach (var (output, name) in expected.Zip(outputNames))
        {
            if (!output.isfinite().all().item<bool>())
            {
                throw new OnnxParityException(
                    $"The module {module.GetName()} itself gives NaN or infinity as '{name}' for random inputs: its weights have diverged. No file was written.", double.NaN);
            }
        }
        return expected.Zip(runner.Run(inputs, values, outputNames), Difference).Aggregate(OutputDifference.Larger);
    }

    IReadOnlyList<Tensor> Run(IReadOnlyList<Tensor> values)
    {
        var outputs = forward([.. inputs.Zip(values, (input, value) => input.Prepare(value).to(_device))]);
        if (outputs.Count != outputNames.Count)
            throw new InvalidOperationException(
                $"The module has {outputs.Count} outputs and {outputNames.Count} names are given: " +
                $"{string.Join(", ", outputNames)}.");
        return [.. outputs.Select(output => output.to(ScalarType.Float32).cpu())];
    }

    static OutputDifference Difference(Tensor expected, Tensor actual)
    {
        if (!expected.shape.SequenceEqual(actual.shape))
            throw new OnnxParityException(
                $"The exported graph gives shape {Text(actual.shape)} and the module {Text(expected.shape)}.", double.NaN);
        double difference = (expected - actual).abs().max().item<float>();
        return new OutputDifference(difference, difference / Math.Max(1, expected.abs().max().item<float>()));
    }

    static string Text(long[] shape) => $"({string.Join(", ", shape)})";
}
