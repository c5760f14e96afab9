using Mlvgm.MLNet.Torch.Generators.Nvae;
using Mlvgm.MLNet.Torch.Generators.Nvae.Refinement;
using Mlvgm.MLNet.Torch.Generators.Nvae.Training;

namespace ApiTour;

/// <summary>An NVAE of one's own images, and its refinement by a discriminator.</summary>
public static class NvaeTraining
{
    /// <summary>Trains for a few steps, measures held-out images, refines, and opens the result.</summary>
    /// <returns>The losses, the held-out figures, the refinement's steps, and the levels of the generator.</returns>
    public static (IReadOnlyList<double> Losses, NvaeHeldOut? HeldOut, long Refined, IReadOnlyList<NvaeLevel> Levels) Run(string folder)
    {
        NvaeConfiguration configuration = Small.Nvae with { Likelihood = NvaeLikelihood.LogisticMixture, Mixtures = 2 };
        var losses = new List<double>();
        var training = new NvaeTrainer.Options { Steps = 3, BatchSize = 4, BatchNormPasses = 1, HorizontalFlip = false, Device = "cpu" };
        var trainer = new NvaeTrainer(configuration, training);
        NvaeTrainingResult trained = trainer.Fit(
            Small.Images(16), Small.Images(8), Path.Combine(folder, "nvae"), (NvaeProgress progress) => losses.Add(progress.Loss));

        long refined = 0;
        // What both have in common: seed, device, checkpoints, batch-norm statistics.
        NvaeRunOptions common = training;
        var refiner = new NvaeRefiner(new NvaeRefiner.Options
        {
            Steps = 2,
            DiscriminatorSteps = 1,
            BatchSize = 4,
            DiscriminatorWidth = 4,
            BatchNormPasses = common.BatchNormPasses,
            Device = common.Device,
        });
        string path = refiner.Fit(
            trained.GeneratorPath, Small.Images(16), Path.Combine(folder, "refined"), (RefinementProgress progress) => refined = progress.Step);
        using NvaeGenerator generator = NvaeGenerator.Load(path);
        return (losses, trained.HeldOut, refined, generator.Configuration.Levels);
    }
}
