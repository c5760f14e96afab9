using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Reports.Html;

namespace Mlvgm.MLNet.Measurement.Reports.Page;

/// <summary>One level's training: curves, distribution, and views as they changed.</summary>
static class LevelSection
{
    /// <summary>The section.</summary>
    public static Markup Of(LevelResult level, LatentSpan span, MeasurementReport report, LevelPictures pictures)
    {
        var training = level.Training;
        string taken = training.Degenerate ? $"last, {training.Iterations}" : $"taken, {training.Iterations}";
        var moments = training.Snapshots.Where(snapshot => snapshot.Iteration < training.Iterations)
            .Select(snapshot => ($"iteration {snapshot.Iteration}", pictures.Moved(span, snapshot.Walker)));
        var views = ImageStrip.Rows([("anchors", pictures.Anchors), .. moments, (taken, pictures.Moved(span, training.Walker)),
            ("drawn anew", pictures.DrawnAnew(span))]);
        string end = training.Degenerate
            ? $"It had not reached γ after {training.Iterations} iterations."
            : $"The walker was taken at iteration {training.Iterations}, where it rose through γ.";
        return Markup.Of($"""
            <article>
            <h3>{level.Name}</h3>
            <div class="charts">
            {Markup.Figure(LevelCharts.Loss(level, report), $"The encoder's loss: every batch, and smoothed over {report.Options.SmoothingIterations} iterations. {end}")}
            {Markup.Figure(LevelCharts.Perturbation(level), "How far the walker moves the batch, on average.")}
            {Markup.Figure(LevelCharts.Distribution(level), "How far the walker that was taken moves latents of the prior.")}
            </div>
            {Markup.Figure(views, "The same anchors, moved by the walker as it was during training, and at last with the level drawn anew.")}
            </article>
            """);
    }
}
