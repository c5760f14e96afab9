using BenchmarkDotNet.Attributes;
using Microsoft.ML;
using Microsoft.ML.Data;
using Mlvgm.MLNet.Streaming;
using Mlvgm.MLNet.Torch.Generators;
using Mlvgm.MLNet.Torch.Generators.Abstractions;
using Mlvgm.MLNet.Training.Sources;
using Quickstart;
using static TorchSharp.torch;

namespace Mlvgm.Benchmarks;

/// <summary>How fast pairs of views leave the shipped generator: as rows of the data view, and as tensors for the trainer.</summary>
[InProcess]
[WarmupCount(1)]
[IterationCount(10)]
public class ViewThroughput
{
    const int Pairs = 1024;

    TorchGenerator _generator = null!;
    GeneratedDataView _view = null!;

    /// <summary>Loads the generator.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _generator = GeneratorRegistry.Open("fashion-mnist-nvae", CPU);
        _view = new MLContext().Data.LoadFromGenerator(_generator, Pipeline.Strategy, rowCount: Pairs, seed: 1);
    }

    /// <summary>Latents alone, as rows: what drawing the random numbers costs.</summary>
    [Benchmark(OperationsPerInvoke = Pairs)]
    public double LatentRows() => Drain(_view.Schema["z0"]);

    /// <summary>Anchor and positive as rows.</summary>
    [Benchmark(OperationsPerInvoke = Pairs)]
    public double Rows() => Drain(_view.Schema["Anchor"], _view.Schema["Positive"]);

    /// <summary>Anchor and positive as tensors, 128 pairs at a time.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Pairs)]
    public long Tensors()
    {
        using var source = new ContinuousSamplingSource(_generator, Pipeline.Strategy, seed: 1);
        long rows = 0;
        while (rows < Pairs)
        {
            using var scope = NewDisposeScope();
            rows += source.Next(128, CPU).Anchors.shape[0];
        }
        return rows;
    }

    double Drain(params DataViewSchema.Column[] columns)
    {
        using var cursor = _view.GetRowCursor(columns);
        ValueGetter<VBuffer<float>>[] getters = [.. columns.Select(cursor.GetGetter<VBuffer<float>>)];
        VBuffer<float> buffer = default;
        double sum = 0;
        while (cursor.MoveNext())
        {
            foreach (var getter in getters)
            {
                getter(ref buffer);
                sum += buffer.GetValues()[0];
            }
        }
        return sum;
    }
}
