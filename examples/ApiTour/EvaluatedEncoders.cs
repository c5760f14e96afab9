using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Evaluation.Reports;
using Mlvgm.MLNet.Experiments.Comparisons;
using Mlvgm.MLNet.Experiments.Embedding;
using Mlvgm.MLNet.Experiments.Inputs;
using Mlvgm.MLNet.Experiments.Probes;

namespace ApiTour;

/// <summary>Encoders on labelled images, kept in a folder, and several such folders in one table.</summary>
public static class EvaluatedEncoders
{
    /// <summary>Evaluates an encoder with two seeds, as two that were trained would be, and puts both into one row.</summary>
    /// <returns>Whether both are finished, the rows of the comparison, and its table.</returns>
    public static (bool Finished, IReadOnlyList<string> Rows, string Table) Run(string encoderPath, string data, string folder)
    {
        string[] folders = [Path.Combine(folder, "first"), Path.Combine(folder, "second")];
        var options = new EncoderEvaluation.Options { LabelsPerClass = [4], Draws = 1, Neighbours = 3, Device = "cpu" };
        EncoderEvaluationResult[] results =
            [.. folders.Select((one, seed) => new EncoderEvaluation(options with { Seed = (ulong)seed }).Run([$"small={encoderPath}"], new ImageSource(data), one))];
        ProbeComparison comparison = ResultComparison.Of(folders);
        return (results.All(result => result.IsFinished), [.. comparison.Table.Cells.Select(cell => cell.Features).Distinct()], comparison.ToMarkdown());
    }

    /// <summary>The features of every image of a split as a file.</summary>
    /// <returns>The lines of the file, the classes, and the features of an image.</returns>
    public static (int Lines, IReadOnlyList<string> Classes, int Width) Embed(string encoderPath, string data, string folder)
    {
        EmbeddingResult result = new ImageEmbedding(new ImageEmbedding.Options { Split = DatasetSplit.Test, Format = FeatureFormat.Csv, Device = "cpu" })
            .Run(encoderPath, new ImageSource(data), folder);
        return (File.ReadLines(result.File).Count(), result.Classes, result.Width);
    }
}
