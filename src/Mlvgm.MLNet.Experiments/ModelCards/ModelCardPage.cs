using Mlvgm.MLNet.Evaluation.Probes;
using Mlvgm.MLNet.Experiments.Pictures;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.IO;
using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Reports.Markdown;
using Mlvgm.MLNet.Views;

namespace Mlvgm.MLNet.Experiments.ModelCards;

/// <summary>A page about a generator and an encoder: pictures beside a Markdown text that shows them.</summary>
/// <param name="folder">Where they go.</param>
/// <param name="shape">The shape of every image.</param>
/// <param name="evidence">What the encoder makes of real images.</param>
/// <param name="seed">Decides the samples; none is chosen.</param>
/// <param name="cancellation">Stops between two pictures.</param>
sealed class ModelCardPage(string folder, ImageShape shape, EncoderEvidence evidence, ulong seed, CancellationToken cancellation)
{
    const int Columns = 12;
    const int SampleRows = 4;
    const int ViewRowPairs = 3;
    const int Neighbours = 9;
    const int SmallSide = 64;

    // Before any picture: it finds out whether the classes fit.
    readonly ProbeResult _probe = evidence.Probe();
    readonly List<string> _names = [];
    readonly List<MarkdownText> _sections = [];

    /// <summary>Adds the generator: samples, and what each latent changes.</summary>
    /// <param name="generator">The generator.</param>
    /// <param name="facts">A table about it.</param>
    public void AddGenerator(IGenerator generator, string facts)
    {
        string[] latents = [.. generator.Layout.Latents.Select(latent => latent.Name)];
        Picture("samples.png", ViewRows.Draw(generator, [], SampleRows * Columns, seed, cancellation), Columns);
        ViewStrategy[] anew = [.. latents.Select(latent => ViewStrategy.PerLatent(latent, (latent, new ResamplePerturbation())))];
        Picture("latents.png", ViewRows.Draw(generator, anew, Columns, seed, cancellation), Columns);
        _names.Add(generator.Name);
        _sections.Add(MarkdownText.Of($"""
            ## {generator.Name}, a generator

            {new MarkdownText(facts)}
            ![samples](samples.png)

            Samples.

            ![a latent drawn anew in each row](latents.png)

            Row 1: anchors. Below, one latent is drawn anew and the others are kept: {string.Join(", ", latents.Select((name, i) => $"{name} in row {i + 2}"))}.
            """));
    }

    /// <summary>Adds the encoder: what it learned from, and what it makes of real images.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="facts">A table about it.</param>
    /// <param name="views">Its views.</param>
    /// <param name="generator">What draws them; null where none are drawn.</param>
    public void AddEncoder(string name, string facts, LearnedViews views, IGenerator? generator)
    {
        var picture = new MarkdownText("");
        if (views.Strategy is { } strategy && generator is not null)
        {
            Picture("views.png", Pairs(ViewRows.Draw(generator, [strategy], ViewRowPairs * Columns, seed, cancellation), shape), Columns);
            picture = new MarkdownText("![anchors above their positives](views.png)\n\n");
        }
        Picture("neighbours.png", evidence.NeighbourRows(Neighbours), 1 + Neighbours);
        _names.Add(name);
        _sections.Add(MarkdownText.Of($"""
            ## {name}, an encoder

            {new MarkdownText(facts)}
            {picture}{views.Caption}

            ![test images and their nearest neighbours](neighbours.png)

            Left: the first test image of each class, {EncoderEvidence.MostClasses} classes at most. Beside it, the training images whose features are nearest by their cosine, nearest first.

            ### A linear probe with all labels

            {100 * _probe.Top1:F1} % of {_probe.TestRows} test images. In percent of each class:

            {new MarkdownText(ConfusionText.ToMarkdown(_probe.Confusion, evidence.ClassNames))}
            """));
    }

    /// <summary>Writes the page, once all its pictures are there.</summary>
    public void Write()
    {
        var page = MarkdownText.Of($"""
            # {string.Join(" and ", _names)}

            Written by `mlvgm model-card`; samples are those of seed {seed}, none is chosen.

            {new MarkdownText(string.Join("\n\n", _sections))}
            """);
        AtomicFile.WriteText(Path.Combine(folder, ModelCard.PageName), page.Source.ReplaceLineEndings("\n"));
    }

    void Picture(string name, float[] images, int columns) =>
        ImageGrid.WritePng(Path.Combine(folder, name), images, shape, columns, shape.Width <= SmallSide ? 2 : 1);

    /// <summary>Rows of anchors, each above its positives, of all anchors followed by all positives.</summary>
    static float[] Pairs(float[] images, ImageShape shape)
    {
        int row = Columns * shape.Size, half = images.Length / 2;
        return [.. Enumerable.Range(0, ViewRowPairs).SelectMany(i => images.AsSpan(i * row, row).ToArray().Concat(images.AsSpan(half + i * row, row).ToArray()))];
    }
}
