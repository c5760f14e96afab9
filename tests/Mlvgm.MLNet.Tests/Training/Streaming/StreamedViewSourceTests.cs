using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Torch.Augmentation;
using Mlvgm.MLNet.Training.Sources;
using Mlvgm.MLNet.Training.Streaming;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Tests.Training.Streaming;

/// <summary>Pairs from image files: which they are, whatever the threads; and files that do not decode, go or change.</summary>
public sealed class StreamedViewSourceTests : IDisposable
{
    const int Count = 20;
    static readonly RandomResizedCrop Box = new(12, 10, 0.3);
    static readonly AugmentationPipeline Crop = new(Box), None = new();
    readonly PictureFolder _folder = new(Count);

    [Fact]
    public void An_epoch_has_every_file_once_and_each_epoch_another_order()
    {
        using var source = new StreamedViewSource(_folder.Files(), seed: 1, None);
        var epochs = Enumerable.Range(0, 3).Select(_ => Numbers(source, batches: 5, batchSize: 4)).ToList();
        Assert.All(epochs, numbers => Assert.Equal(Enumerable.Range(0, Count), numbers.Order()));
        Assert.Equal(3, epochs.Select(numbers => string.Join(' ', numbers)).Distinct().Count());
    }

    [Fact]
    public void Pairs_are_the_same_whatever_the_number_of_threads_and_the_size_of_a_batch()
    {
        float[] expected = Pixels(threads: 1, batchSize: 4);
        Assert.Equal(5 * 4 * 2 * 3 * 12 * 10, expected.Length);
        Assert.Equal(expected, Pixels(threads: 3, batchSize: 4));
        Assert.Equal(expected, Pixels(threads: null, batchSize: 10));
        Assert.NotEqual(expected, Pixels(threads: 1, batchSize: 4, seed: 8));
    }

    [Fact]
    public void A_source_that_is_moved_gives_what_comes_there()
    {
        using var scope = NewDisposeScope();
        using var whole = new StreamedViewSource(_folder.Files(), seed: 3, Crop);
        using var moved = new StreamedViewSource(_folder.Files(), seed: 3, Crop);
        var batches = Enumerable.Range(0, 7).Select(_ => whole.Next(6, CPU)).ToList();
        Assert.Equal([(0, 0L), (0, 6L), (0, 12L), (1, 0L), (1, 6L), (1, 12L), (2, 0L)], batches.Select(batch => (batch.Epoch, batch.FirstRow)));
        foreach (int place in (int[])[4, 1])
        {
            moved.MoveTo(new ViewPosition(batches[place].Epoch, batches[place].FirstRow));
            var batch = moved.Next(6, CPU);
            Assert.Equal(Values(batches[place].Anchors), Values(batch.Anchors));
            Assert.Equal(Values(batches[place].Positives), Values(batch.Positives));
        }
    }

    [Fact]
    public void Without_a_crop_images_are_those_that_are_read_and_both_views_are_one()
    {
        var files = _folder.Files();
        using var scope = NewDisposeScope();
        using var source = new StreamedViewSource(files, seed: 2, None);
        Assert.Equal(files.Shape, source.ImageShape);
        var batch = source.Next(Count, CPU);
        Assert.Same(batch.Anchors, batch.Positives);
        float[] image = new float[files.Shape.Size];
        var expected = Enumerable.Range(0, Count).Select(i =>
        {
            files.Read(i, image);
            return string.Join(' ', image);
        });
        Assert.Equal(expected.Order(), Values(batch.Anchors).Chunk(files.Shape.Size).Select(pixels => string.Join(' ', pixels)).Order());
    }

    [Fact]
    public void Crops_are_boxes_of_the_full_picture_by_the_draws_of_the_augmentation()
    {
        // One picture, red from left to right and green from top to bottom: the means of a crop say where its box is.
        using var folder = new PictureFolder(0);
        using (var bitmap = new SkiaSharp.SKBitmap(250, 100, SkiaSharp.SKColorType.Rgba8888, SkiaSharp.SKAlphaType.Opaque))
        {
            for (int y = 0; y < 100; y++)
                for (int x = 0; x < 250; x++) bitmap.SetPixel(x, y, new SkiaSharp.SKColor((byte)x, (byte)(2 * y), 0));
            using var data = bitmap.Encode(SkiaSharp.SKEncodedImageFormat.Png, 100);
            File.WriteAllBytes(System.IO.Path.ChangeExtension(folder.PathOf(0), ".png"), data.ToArray());
        }
        using var scope = NewDisposeScope();
        using var source = new StreamedViewSource(folder.Files(), seed: 6, Crop);
        for (int epoch = 0; epoch < 8; epoch++)
        {
            var batch = source.Next(1, CPU);
            foreach (var (view, images) in ((string, Tensor)[])[("anchor", batch.Anchors), ("positive", batch.Positives)])
            {
                var box = CropBox.Draw(new ViewDraws(6, view, epoch, 0).KeyOf(Box.Name), 100, 250, (0.3, 1), CropBox.UsualRatio);
                float[] means = images.mean([0, 2, 3]).data<float>().ToArray();
                Assert.Equal(box.Left + (box.Width - 1) / 2.0, 255 * means[0], 0.5);
                Assert.Equal(2 * box.Top + (box.Height - 1), 255 * means[1], 0.5);
            }
        }
    }

    [Fact]
    public void Mirroring_behind_the_crop_is_done_as_it_would_be_afterwards_and_the_rest_is_left()
    {
        var flip = new RandomHorizontalFlip();
        using var scope = NewDisposeScope();
        using var read = new StreamedViewSource(_folder.Files(), seed: 6, new AugmentationPipeline(Box, flip, new RandomGreyscale()));
        using var cropped = new StreamedViewSource(_folder.Files(), seed: 6, new AugmentationPipeline(Box, new RandomGreyscale(), flip));
        Assert.Equal(["greyscale"], read.Augmentation.Steps.Select(step => step.Name));
        Assert.Equal(["greyscale", "horizontal-flip"], cropped.Augmentation.Steps.Select(step => step.Name));
        var (expected, actual) = (cropped.Next(Count, CPU), read.Next(Count, CPU));
        Assert.Equal(Values(flip.Apply(expected.Anchors, new ViewDraws(6, "anchor", 0, 0))), Values(actual.Anchors));
        Assert.Equal(Values(flip.Apply(expected.Positives, new ViewDraws(6, "positive", 0, 0))), Values(actual.Positives));
        Assert.NotEqual(Values(expected.Anchors), Values(actual.Anchors));
    }

    [Fact]
    public void A_file_that_does_not_decode_has_gone_or_has_changed_is_an_error_that_names_it()
    {
        foreach (var (change, reason) in Changes)
        {
            var files = _folder.Files();
            using var source = new StreamedViewSource(files, seed: 1, Crop);
            byte[] kept = File.ReadAllBytes(_folder.PathOf(7));
            change(_folder.PathOf(7));
            var error = Assert.Throws<InvalidDataException>(() => Numbers(source, batches: 5, batchSize: 4));
            Assert.StartsWith($"The image '{_folder.PathOf(7)}' cannot be learned from: {reason}. Put it right, or pass over such images (--skip-undecodable).", error.Message);
            File.WriteAllBytes(_folder.PathOf(7), kept);
        }
    }

    [Fact]
    public void Such_files_are_passed_over_and_named_once_and_what_takes_their_place_depends_on_nothing_else()
    {
        foreach (var (change, reason) in Changes)
        {
            byte[] kept = File.ReadAllBytes(_folder.PathOf(7));
            float[][] runs = [.. ((int?[])[1, 3, null]).Select(threads =>
            {
                List<SkippedImage> told = [];
                File.WriteAllBytes(_folder.PathOf(7), kept);
                using var source = new StreamedViewSource(_folder.Files(skip: true), seed: 1, Crop, threads, told.Add);
                change(_folder.PathOf(7));
                float[] pixels = Pixels(source, batches: 10, batchSize: 4);
                Assert.Equal([new SkippedImage("007.jpg", reason)], told);
                return pixels;
            })];
            Assert.Equal(runs[0], runs[1]);
            Assert.Equal(runs[0], runs[2]);
            File.WriteAllBytes(_folder.PathOf(7), kept);
            using var whole = new StreamedViewSource(_folder.Files(), seed: 1, Crop);
            // Of 40 pairs of two epochs, all are the same but the two that this file had.
            var differing = runs[0].Zip(Pixels(whole, batches: 10, batchSize: 4)).Chunk(3 * 12 * 10).Count(image => image.Any(pair => pair.First != pair.Second));
            Assert.Equal(4, differing);
        }
    }

    [Fact]
    public void A_source_that_begins_behind_a_file_that_is_passed_over_gives_the_same()
    {
        File.WriteAllText(_folder.PathOf(7), "damaged");
        File.WriteAllText(_folder.PathOf(9), "damaged");
        using var scope = NewDisposeScope();
        using var whole = new StreamedViewSource(_folder.Files(skip: true), seed: 4, Crop);
        using var moved = new StreamedViewSource(_folder.Files(skip: true), seed: 4, Crop);
        for (int batch = 0; batch < 7; batch++) whole.Next(4, CPU);
        moved.MoveTo(new ViewPosition(1, 8));
        Assert.Equal(Values(whole.Next(12, CPU).Anchors), Values(moved.Next(12, CPU).Anchors));
    }

    [Fact]
    public void Where_nothing_decodes_a_replacement_is_not_looked_for_without_end()
    {
        var files = _folder.Files(skip: true);
        foreach (string path in files.Paths) File.WriteAllText(path, "damaged");
        using var source = new StreamedViewSource(_folder.Files(skip: true), seed: 1, Crop);
        Assert.StartsWith("Of 100 images that were drawn", Assert.Throws<InvalidDataException>(() => source.Next(4, CPU)).Message);
    }

    [Fact]
    public void What_makes_no_sense_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new StreamedViewSource(_folder.Files(), seed: 1, None, threads: 0));
        using var source = new StreamedViewSource(_folder.Files(), seed: 1, None);
        Assert.Throws<ArgumentOutOfRangeException>(() => source.MoveTo(new ViewPosition(-1, 0)));
        Assert.Throws<ArgumentOutOfRangeException>(() => source.MoveTo(new ViewPosition(0, -1)));
        Assert.Equal("The input has 20 rows, fewer than one batch of 21.", Assert.Throws<InvalidOperationException>(() => source.Next(21, CPU)).Message);
    }

    public void Dispose() => _folder.Dispose();

    static IEnumerable<(Action<string> Change, string Reason)> Changes =>
    [
        (File.Delete, "it has gone since the files were listed"),
        (path => File.WriteAllBytes(path, PictureFolder.Picture(9, 9, 1)), "it has changed since the files were listed"),
        (path => File.SetLastWriteTimeUtc(path, new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc)), "it has changed since the files were listed"),
    ];

    float[] Pixels(int? threads, int batchSize, ulong seed = 7)
    {
        using var source = new StreamedViewSource(_folder.Files(), seed, Crop, threads);
        return Pixels(source, Count / batchSize, batchSize);
    }

    /// <summary>All anchors, then all positives.</summary>
    static float[] Pixels(StreamedViewSource source, int batches, int batchSize)
    {
        using var scope = NewDisposeScope();
        var all = Enumerable.Range(0, batches).Select(_ => source.Next(batchSize, CPU)).ToList();
        return [.. all.SelectMany(batch => Values(batch.Anchors)), .. all.SelectMany(batch => Values(batch.Positives))];
    }

    static float[] Values(Tensor images) => images.contiguous().data<float>().ToArray();

    /// <summary>Which files they are, by the red that the files have.</summary>
    static List<int> Numbers(StreamedViewSource source, int batches, int batchSize)
    {
        using var scope = NewDisposeScope();
        var means = Enumerable.Range(0, batches).SelectMany(_ => source.Next(batchSize, CPU).Anchors.mean([2, 3]).data<float>().ToArray());
        return [.. means.Chunk(3).Select(colours => (int)Math.Round(colours[0] * 255 / 9))];
    }
}
