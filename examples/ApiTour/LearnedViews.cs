using Microsoft.ML;
using Microsoft.ML.Data;
using Mlvgm.MLNet.Perturbations;
using Mlvgm.MLNet.Streaming;
using Mlvgm.MLNet.Torch.Generators;
using Mlvgm.MLNet.Torch.Generators.Abstractions;
using Mlvgm.MLNet.Views;

namespace ApiTour;

/// <summary>A walker as a step of an ML.NET pipeline: a column of latents in, a column of moved latents out.</summary>
public static class LearnedViews
{
    /// <summary>Trains a walker on a generator's last latent and moves the latents of six rows.</summary>
    /// <returns>The rows, the largest change, and the walker's file.</returns>
    public static (int Rows, float Change, string WalkerPath) Run(string generatorPath, string runDirectory)
    {
        var ml = new MLContext(seed: 1);
        using TorchGenerator generator = GeneratorRegistry.Open(generatorPath, TorchSharp.torch.CPU);
        IDataView views = ml.Data.LoadFromGenerator(generator, ViewStrategy.None, new GeneratedDataView.Options { RowCount = 6 });
        LearnedPerturbationEstimator estimator = ml.Transforms.LearnedPerturbation("Moved", "z1", new LearnedPerturbationEstimator.Options
        {
            RunDirectory = runDirectory,
            Measurement = Measuring.Quick with { MaximumIterations = 3 },
        });
        TrainedPerturbation trained = estimator.Train(views);
        using var transformer = trained.Transformer;
        IDataView moved = transformer.Transform(views);
        var changes = moved.GetColumn<float[]>("z1").Zip(moved.GetColumn<float[]>("Moved"), (before, after) => before.Zip(after, (a, b) => Math.Abs(a - b)).Max()).ToList();
        return (changes.Count, changes.Max(), trained.WalkerPath);
    }
}
