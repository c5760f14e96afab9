using Mlvgm.MLNet.Measurement;

namespace Mlvgm.Benchmarks.Measurement;

/// <summary>The figures of a measurement for the committed JSON files.</summary>
static class MeasurementJson
{
    public static object Of(string run, MeasurementResult result) => new
    {
        run,
        result.Generator,
        result.Options.Seed,
        result.Options.Pairs,
        result.Options.Temperature,
        result.Options.GammaPaperScale,
        result.Options.Backbone,
        result.Options.EncoderWidth,
        result.Options.EncoderLearningRate,
        result.Options.WalkerLearningRate,
        result.Options.RefitIterations,
        result.Options.ResampleIterations,
        result.Options.MaximumIterations,
        levels = result.Levels.Select(level => new
        {
            level.Name,
            level.Training.Degenerate,
            level.Training.Iterations,
            level.Training.InfoNce,
            level.Training.InfoNcePaperScale,
            mu = level.Perturbation.Mean,
            muHalfWidth95 = level.Perturbation.MeanHalfWidth95,
            sigma = level.Perturbation.StandardDeviation,
            relativeMu = level.Perturbation.RelativeMean,
            level.Perturbation.PriorDistance,
            level.Perturbation.Space,
            level.Perturbation.Quantiles,
            level.RefitInfoNce,
            level.RefitIterations,
            level.ResampleInfoNce,
            seconds = level.Times.Total.TotalSeconds,
            trainingSeconds = level.Times.Training.TotalSeconds,
        }),
    };
}
