using Mlvgm.MLNet.Losses;

namespace Mlvgm.MLNet.Measurement.Reports.Page;

/// <summary>What the numbers say, in plain words.</summary>
static class Explanation
{
    public static string Of(MeasurementReport report)
    {
        var options = report.Options;
        string space = string.Join(" and ", report.Levels.Select(level => level.Space).Distinct());
        double ceilingPaper = PaperScale.FromTrue(report.Ceiling, options.Temperature);
        return $"""
            <h2>How to read it</h2>
            <dl>
            <dt>What was done</dt><dd>For each level a small network, the walker, learned to move that level alone so that an encoder finds it
            hard to tell which image a view came from. The encoder learned against it. The walker was taken where the encoder's loss, having
            first fallen below {Html.Number(options.DipShare)} of γ, rose through γ = {Html.Number(report.GammaPaperScale)} on the paper's
            scale, which is {Html.Number(report.Gamma)} nats.</dd>
            <dt>μ</dt><dd>How far that walker moves the level on average: the distance that costs every level the same information. A small μ
            means that the level decides much of the image; a large one, that it decides little. Distances are in {Html.Text(space)};
            “μ relative” divides by the distance between two fresh draws, and above 1 the walker went further than drawing anew would.</dd>
            <dt>InfoNCE and its ceiling</dt><dd>An encoder that knows nothing has the loss log(2K - 1) = {Html.Number(report.Ceiling)} nats
            (K = {options.Pairs} pairs; {Html.Number(ceilingPaper)} on the paper's scale). The mutual information between the two views is at
            least the ceiling less the loss; more than the ceiling cannot be shown with K pairs, however alike the views are. The paper's
            scale multiplies nats by τ / 0.07 (τ = {Html.Number(options.Temperature)}), because of a constant left in its code.</dd>
            <dt>Refit</dt><dd>The encoder in the race lags behind the walker, so its loss is too high. Refit trains it on while the walker
            stands still, and measures on fresh views: a tighter bound for the same views.</dd>
            <dt>Resample</dt><dd>The level is drawn anew, without any walker or magnitude, and another encoder is trained on such pairs. It says
            how much of an image's identity the level carries at all: a level without effect has the loss of identical views, near 0, and a
            level that decides everything has the ceiling.</dd>
            <dt>Degenerate</dt><dd>The loss never rose to γ within {options.MaximumIterations} iterations: however far the level is moved, the
            other levels tell the image. Its μ says only how far the walker had come, and grows with every further iteration.</dd>
            <dt>When not to compare</dt><dd>Numbers compare only between measurements with the same K ({options.Pairs}), temperature
            ({Html.Number(options.Temperature)}), γ, encoder (width {options.EncoderWidth}) and ratio of learning rates
            ({Html.Number(report.LearningRateRatio)}), and μ only within one space. All levels here share them. The interval of μ is about
            sampling latents; training a walker again, with another seed, moves μ by more.</dd>
            </dl>
            """;
    }
}
