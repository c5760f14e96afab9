using Microsoft.ML;
using Microsoft.ML.Data;
using Mlvgm.MLNet.Streaming;
using Mlvgm.MLNet.Torch.Generators;
using Mlvgm.MLNet.Torch.Generators.Abstractions;
using Mlvgm.MLNet.Training.Sources;
using Mlvgm.MLNet.Views;
using Mlvgm.Testing.Torch.Generators;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Tests.Golden;

public sealed class ViewGoldenTests(GoldenRecord golden) : GoldenTests(golden)
{
    [Fact]
    public void The_views_of_every_perturbation_stay()
    {
        using var generator = new TinyGenerator();
        foreach (var strategy in GoldenInputs.Strategies(generator.Layout)) Check(generator, strategy, rowsPerEpoch: 10);
    }

    [Fact]
    public void The_views_of_the_shipped_generator_stay()
    {
        using var generator = GeneratorRegistry.Open("fashion-mnist-nvae", CPU);
        Check(generator, ViewStrategy.Uniform(generator.Layout, new ResamplePerturbation()), rowsPerEpoch: 4);
    }

    [Fact]
    public void The_rows_of_a_generated_view_stay()
    {
        using var generator = new TinyGenerator();
        var view = new MLContext().Data.LoadFromGenerator(
            generator, GoldenInputs.Strategies(generator.Layout)[1], new GeneratedDataView.Options { RowCount = 66, Seed = 5, Epoch = 1 });
        Golden.Exact("rows/local", [.. view.GetColumn<float[]>("local").SelectMany(values => values)]);
        Golden.Close("rows/anchor", [.. view.GetColumn<float[]>("Anchor").SelectMany(values => values)], 1e-5);
        Golden.Close("rows/positive", [.. view.GetColumn<float[]>("Positive").SelectMany(values => values)], 1e-5);
    }

    /// <summary>Three batches of four, of which a later one begins an epoch.</summary>
    void Check(TorchGenerator generator, ViewStrategy strategy, long rowsPerEpoch)
    {
        using var scope = NewDisposeScope();
        using var source = new ContinuousSamplingSource(generator, strategy, seed: 3, rowsPerEpoch: rowsPerEpoch);
        for (int i = 0; i < 3; i++)
        {
            var batch = source.Next(4, CPU);
            string name = $"views/{generator.Name}/{strategy.Name}/epoch {batch.Epoch} row {batch.FirstRow}";
            Golden.Close($"{name}/anchors", batch.Anchors.contiguous().data<float>().ToArray(), 1e-5);
            Golden.Close($"{name}/positives", batch.Positives.contiguous().data<float>().ToArray(), 1e-5);
        }
    }
}
