using Mlvgm.MLNet.Encoders;

namespace Mlvgm.MLNet.Cli.Output;

/// <summary>The result of <c>mlvgm train</c>; the JSON keys are the property names in camel case.</summary>
sealed record TrainingReport(
    string Encoder, string Weights, int Steps, bool Cancelled, double Loss, double EmbeddingDeviation, bool Collapsed,
    double Seconds, double ImagesPerSecond, double GenerationShare, double OnnxDifference, ulong Seed, bool StoppedEarly, int EncoderStep,
    double? KnnAccuracy, string? Monitor, double? Accuracy)
{
    public static TrainingReport Of(TrainedEncoder trained, ulong seed)
    {
        var run = trained.Training;
        return new TrainingReport(
            trained.OnnxPath, trained.WeightsPath, run.Steps, run.Cancelled, run.Steps == 0 ? 0 : run.Loss, run.Spread.Deviation,
            run.Steps > 0 && run.Spread.Collapsed, run.Elapsed.TotalSeconds, run.Steps == 0 ? 0 : run.ImagesPerSecond,
            run.Steps == 0 ? 0 : run.GenerationShare, trained.LargestDifference, seed, run.StoppedEarly, run.EncoderStep,
            run.Reading is { Monitor: "kNN" } neighbours ? neighbours.Accuracy : null, run.Reading?.Monitor, run.Reading?.Accuracy);
    }

    public static void Write(TextWriter text, TrainedEncoder trained)
    {
        var run = trained.Training;
        text.WriteLine($"{run.Steps} steps in {run.Elapsed.TotalSeconds:F1} s, {run.ImagesPerSecond:F0} images/s, " +
            $"{100 * run.GenerationShare:F0} % of the time generating");
        if (run.Reading is { } reading) text.WriteLine($"{reading.Monitor}: {100 * reading.Accuracy:F1} % right at the last look");
        text.WriteLine($"{trained.OnnxPath}: largest difference between module and ONNX Runtime {trained.LargestDifference:G3}");
    }
}
