using Mlvgm.MLNet.Experiments.Pictures;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.IO;
using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Reports.Markdown;
using Mlvgm.MLNet.Views;

namespace Mlvgm.MLNet.Experiments.ModelCards;

/// <summary>A page about a generator and an encoder of its views: pictures beside a Markdown text that shows them.</summary>
static class ModelCardPage
{
    const int Columns = 12;
    const int SampleRows = 4;
    const int ViewRowPairs = 3;
    const int Neighbours = 9;
    const int SmallSide = 64;

    /// <summary>Draws the pictures and writes the page.</summary>
    /// <param name="folder">Where they go.</param>
    /// <param name="generator">The generator.</param>
    /// <param name="generatorFacts">A table about it.</param>
    /// <param name="strategy">The views, in words and parsed.</param>
    /// <param name="encoder">The encoder's name, and a table about it.</param>
    /// <param name="evidence">What the encoder makes of real images.</param>
    /// <param name="seed">Decides the samples; none is chosen.</param>
    /// <param name="cancellation">Stops between two pictures.</param>
    public static void Write(
        string folder, IGenerator generator, string generatorFacts, (string Text, ViewStrategy Strategy) strategy,
        (string Name, string Facts) encoder, EncoderEvidence evidence, ulong seed, CancellationToken cancellation)
    {
        var shape = generator.ImageShape;
        int scale = shape.Width <= SmallSide ? 2 : 1;
        var probe = evidence.Probe();
        string[] latents = [.. generator.Layout.Latents.Select(latent => latent.Name)];
        Picture("samples.png", ViewRows.Draw(generator, [], SampleRows * Columns, seed, cancellation), Columns);
        ViewStrategy[] anew = [.. latents.Select(latent => ViewStrategy.PerLatent(latent, (latent, new ResamplePerturbation())))];
        Picture("latents.png", ViewRows.Draw(generator, anew, Columns, seed, cancellation), Columns);
        Picture("views.png", Pairs(ViewRows.Draw(generator, [strategy.Strategy], ViewRowPairs * Columns, seed, cancellation), shape), Columns);
        Picture("neighbours.png", evidence.NeighbourRows(Neighbours), 1 + Neighbours);
        AtomicFile.WriteText(Path.Combine(folder, ModelCard.PageName), Page());

        void Picture(string name, float[] images, int columns) => ImageGrid.WritePng(Path.Combine(folder, name), images, shape, columns, scale);

        string Page() => MarkdownText.Of($"""
            # {generator.Name} and {encoder.Name}

            Written by `mlvgm model-card`; samples are those of seed {seed}, none is chosen.

            ## {generator.Name}, a generator

            {new MarkdownText(generatorFacts)}
            ![samples](samples.png)

            Samples.

            ![a latent drawn anew in each row](latents.png)

            Row 1: anchors. Below, one latent is drawn anew and the others are kept: {string.Join(", ", latents.Select((name, i) => $"{name} in row {i + 2}"))}.

            ## {encoder.Name}, an encoder

            {new MarkdownText(encoder.Facts)}
            ![anchors above their positives](views.png)

            What it learned from: anchors in rows 1, 3 and 5, their positives below them, by {MarkdownText.Code(strategy.Text)}; before T_x.

            ![test images and their nearest neighbours](neighbours.png)

            Left: the first test image of each class, {EncoderEvidence.MostClasses} classes at most. Beside it, the training images whose features are nearest by their cosine, nearest first.

            ### A linear probe with all labels

            {100 * probe.Top1:F1} % of {probe.TestRows} test images. In percent of each class:

            {new MarkdownText(ConfusionText.ToMarkdown(probe.Confusion, evidence.ClassNames))}
            """).Source.ReplaceLineEndings("\n");
    }

    /// <summary>Rows of anchors, each above its positives, of all anchors followed by all positives.</summary>
    static float[] Pairs(float[] images, ImageShape shape)
    {
        int row = Columns * shape.Size, half = images.Length / 2;
        return [.. Enumerable.Range(0, ViewRowPairs).SelectMany(i => images.AsSpan(i * row, row).ToArray().Concat(images.AsSpan(half + i * row, row).ToArray()))];
    }
}
