using Mlvgm.MLNet.Losses;
using Mlvgm.MLNet.Reports.Html;

namespace Mlvgm.MLNet.Measurement.Reports.Page;

/// <summary>What the numbers say, in plain words.</summary>
static class Explanation
{
    /// <summary>A list of terms.</summary>
    public static Markup Of(MeasurementReport report)
    {
        var options = report.Options;
        return Markup.Of($"""
            <dl class="reading">
            <dt>What was done</dt>
            <dd>For each level a small network, the walker, learned to move that level alone so that an encoder finds it hard to tell which image a
            view came from, while the encoder learned to tell. The loss first falls, as the encoder learns views that hardly differ; this is
            the dip, below {report.DipPaperScale:G3} on the paper's scale ({report.Dip:F3} nats). Then it rises, as the walker goes further.
            The walker was taken where the smoothed loss rose through γ = {report.GammaPaperScale:G3} on the paper's scale, which is
            {report.Gamma:F3} nats.</dd>
            <dt>μ, the distance</dt>
            <dd>How far that walker moves the level on average: the distance that costs every level the same information. A small μ means that the
            level decides much of the image; a large one, that it decides little. “μ / two draws” divides by the distance between two
            fresh draws of the level, which makes levels of different size comparable; above 1 the walker went further than drawing anew
            would, into latents that the generator never saw in training.</dd>
            <dt>InfoNCE and its ceiling</dt>
            <dd>The loss of finding a view's partner among {2 * options.Pairs - 1} others. An encoder that knows nothing has the loss
            log(2K − 1) = {report.Ceiling:F3} nats ({report.CeilingPaperScale:F3} on the paper's scale; K = {options.Pairs} pairs in a batch). The
            mutual information of the two views is at least the ceiling less the loss. More than the ceiling cannot be shown with K pairs,
            however alike the views are, so a small loss says “at least this much”, not “exactly this much”.</dd>
            <dt>The two scales</dt>
            <dd>The paper's code multiplies the loss by τ / {PaperScale.BaseTemperature}, here {options.Temperature / PaperScale.BaseTemperature:F3},
            since a constant was left at its default. Its Table 1 and its γ ≈ 1 are on that scale. Columns and curves say which they use; nats are the true scale.</dd>
            <dt>Refit</dt>
            <dd>In the race the encoder lags behind the walker, so its loss is too high. For the refit the walker stands still and the encoder is
            trained on until it no longer improves; the loss is then measured on fresh views. It is the tighter bound for the same views, and
            “information, at least” is the ceiling less it.</dd>
            <dt>Drawn anew</dt>
            <dd>No walker and no distance: the level is drawn again, and a new encoder is trained on such pairs for as many iterations at every
            level. It says how much of an image's identity the level carries. A level without effect has the loss of identical views, near 0; a
            level that decides everything has the ceiling.</dd>
            <dt>Degenerate</dt>
            <dd>The loss never rose to γ within {options.MaximumIterations} iterations: however far the level is moved, the others still tell the
            image. Its μ says only how far the walker had come by then, and grows with every further iteration. “No dip” is another matter: the
            encoder never learned even views that hardly differ, and the level was not measured.</dd>
            <dt>When numbers must not be compared</dt>
            <dd>Between measurements that differ in K ({options.Pairs}), temperature ({options.Temperature:G3}), γ, the ratio of the learning rates
            ({report.LearningRateRatio:G3}), the encoder ({options.Backbone}, width {options.EncoderWidth}) or the size of the images: μ at γ depends
            on all of them. All levels here share them. Distances in Z and in W have different units. Degenerate levels compare with nothing.
            And training a walker again, with another seed, moves μ by more than its interval: measure with several seeds
            before reading anything into a small difference.</dd>
            </dl>
            """);
    }
}
