using System.Text;
using Mlvgm.MLNet.IO;
using Mlvgm.MLNet.Measurement.Reports.Page;
using Mlvgm.MLNet.Torch.Generators;

namespace Mlvgm.MLNet.Measurement.Reports;

/// <summary><c>report.html</c>: one file with table, curves, distributions and pictures, which loads nothing from elsewhere.</summary>
static class ReportPage
{
    /// <summary>Writes the page.</summary>
    /// <exception cref="IOException">The file cannot be written; the old file is kept.</exception>
    public static void Write(string path, TorchGenerator generator, MeasurementResult result, MeasurementReport report)
    {
        var pictures = new LevelPictures(generator, result.Options.Seed);
        var html = new StringBuilder();
        html.Append($"<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{Html.Text(report.Generator)}: latents measured</title>")
            .Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
            .Append($"<style>{PageStyle.Css}</style></head><body>")
            .Append($"<h1>How much each latent of {Html.Text(report.Generator)} matters</h1>")
            .Append($"<p class=\"facts\">{Facts(report)}</p>")
            .Append(LevelTable.Of(report))
            .Append(OneDistance(generator, result, report, pictures))
            .Append(Explanation.Of(report));
        foreach (var level in result.Levels) html.Append(Section(generator, level, result.Options, pictures));
        html.Append("</body></html>\n");
        AtomicFile.WriteText(path, html.ToString());
    }

    static string Facts(MeasurementReport report)
    {
        var options = report.Options;
        return Html.Text(
            $"K = {options.Pairs}, τ = {Html.Number(options.Temperature)}, γ = {Html.Number(report.GammaPaperScale)} on the paper's scale, " +
            $"learning rates {options.WalkerLearningRate:g3} (walker) and {options.EncoderLearningRate:g3} (encoder), ratio " +
            $"{Html.Number(report.LearningRateRatio)} for every level, encoder {options.Backbone} of width {options.EncoderWidth}, " +
            $"{options.MonteCarloSamples:N0} latents, seed {options.Seed}. {report.Device}; {report.Machine}; {Html.Number(report.Seconds / 60)} minutes.");
    }

    static string OneDistance(TorchGenerator generator, MeasurementResult result, MeasurementReport report, LevelPictures pictures)
    {
        double distance = report.Levels.Min(level => level.MuZ);
        var levels = result.Levels.Select(level => (generator.Layout.SpanOf(level.Name), level.Training.Walker));
        string caption = $"Row 1: anchors. Below, one row for each of {string.Join(", ", report.Levels.Select(level => level.Name))}: the same " +
            $"images with that level moved by {Html.Number(distance)} in Z, the smallest μ of the table, in the direction of its walker.";
        return "<h2>Every level moved by one and the same distance</h2>" +
            Html.Figure(Html.Picture(pictures.AtOneDistance(levels, distance), caption), caption);
    }

    static string Section(TorchGenerator generator, LevelResult level, MeasurementOptions options, LevelPictures pictures)
    {
        var span = generator.Layout.SpanOf(level.Name);
        var training = level.Training;
        string effect = "Row 1: anchors. Row 2: the level moved by its walker. Row 3: the level drawn anew.";
        string iterations = string.Join(", ", training.Snapshots.Select(snapshot => snapshot.Iteration));
        string evolution = $"Row 1: anchors. Below: the same moved by the walker as it was after {iterations} iterations.";
        return $"<h2>{Html.Text(level.Name)}</h2><div class=\"row\">" +
            Html.Figure(Charts.Loss(level, options), "Loss of the encoder: every batch, and smoothed.") +
            Html.Figure(Charts.Perturbation(level), "How far the walker moves the batch.") +
            Html.Figure(Charts.Distribution(level.Perturbation), "Distance over many latents, at the walker that was taken.") +
            "</div><div class=\"row\">" +
            Html.Figure(Html.Picture(pictures.Effect(span, training.Walker), effect), effect) +
            (training.Snapshots.Count == 0 ? "" : Html.Figure(
                Html.Picture(pictures.Evolution(span, training.Snapshots.Select(snapshot => snapshot.Walker)), evolution), evolution)) +
            "</div>";
    }
}
