using System.Text.Json.Serialization;
using Mlvgm.MLNet.Evaluation.Probes;
using Mlvgm.MLNet.FineTuning;

namespace Mlvgm.MLNet.Cli.Output;

/// <summary>The result of <c>mlvgm fine-tune</c>; the JSON keys are the property names in camel case.</summary>
sealed record FineTuningReport(
    string Classifier, string Weights, IReadOnlyList<string> Classes, int Learned, int HeldOut, int Unlabelled, int Steps, bool Cancelled, bool StoppedEarly,
    int ClassifierStep, double Loss, string? Monitor, double? HeldOutAccuracy, TestFigures? Test, double Seconds, double ImagesPerSecond, double OnnxDifference,
    ulong Seed)
{
    public static FineTuningReport Of(FineTunedClassifier trained, TestFigures? test, ulong seed)
    {
        var run = trained.Training;
        bool isTrained = run.Steps > 0;
        return new FineTuningReport(
            trained.OnnxPath, trained.WeightsPath, trained.Card.ClassNames!, trained.Learned, trained.HeldOut, trained.Unlabelled, run.Steps, run.Cancelled,
            run.StoppedEarly, run.EncoderStep, isTrained ? run.Loss : 0, run.Reading?.Monitor, run.Reading?.Accuracy, test, run.Elapsed.TotalSeconds,
            isTrained ? SpeedOf(trained) : 0, trained.LargestDifference, seed);
    }

    public static void Write(TextWriter text, FineTunedClassifier trained, TestFigures? test)
    {
        var run = trained.Training;
        text.WriteLine($"{run.Steps} steps in {run.Elapsed.TotalSeconds:F1} s, {(run.Steps > 0 ? SpeedOf(trained) : 0):F0} images/s, " +
            $"{100 * run.GenerationShare:F0} % of the time reading");
        if (run.Reading is { } reading) text.WriteLine($"{reading.Monitor}: {100 * reading.Accuracy:F1} % of {trained.HeldOut} images right at the last look");
        if (test is not null)
            text.WriteLine($"test: {100 * test.Top1:F1} % of {test.Images} images right, {100 * test.Balanced:F1} % as the mean of the classes");
        text.WriteLine($"{trained.OnnxPath}: largest difference between module and ONNX Runtime {trained.LargestDifference:G3}");
    }

    // The loop counts two images for each of a batch's pairs; here a pair is one image.
    static double SpeedOf(FineTunedClassifier trained) => trained.Training.ImagesPerSecond / 2;
}

/// <summary>Figures on the test part of the images, which nothing was chosen by.</summary>
/// <param name="Images">Images.</param>
/// <param name="Top1">The share whose class is named.</param>
/// <param name="Balanced">The mean of the classes' shares.</param>
/// <param name="LogLoss">The mean of -ln p of the right class.</param>
/// <param name="Result">The same as of a probe.</param>
sealed record TestFigures(long Images, double Top1, double Balanced, double LogLoss, [property: JsonIgnore] ProbeResult Result);
