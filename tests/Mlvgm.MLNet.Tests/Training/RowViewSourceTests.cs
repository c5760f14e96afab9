using Microsoft.ML;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Streaming;
using Mlvgm.MLNet.Training;
using Mlvgm.MLNet.Views;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Tests.Training;

public class RowViewSourceTests
{
    static readonly ImageShape Shape = new(1, 2, 2);

    [Fact]
    public void An_epoch_has_every_row_once_and_each_epoch_another_order()
    {
        using var source = new RowViewSource(NumberedRows(12), Shape, "Image", seed: 1);
        var epochs = Enumerable.Range(0, 2).Select(_ => Rows(source, batches: 3, batchSize: 4)).ToList();
        Assert.All(epochs, rows => Assert.Equal(Enumerable.Range(0, 12), rows.Order()));
        Assert.NotEqual(epochs[0], epochs[1]);
        Assert.NotEqual(Enumerable.Range(0, 12), epochs[0]);
    }

    [Fact]
    public void Equal_seeds_give_equal_orders()
    {
        Assert.Equal(Order(1), Order(1));
        Assert.NotEqual(Order(1), Order(2));

        static List<int> Order(ulong seed)
        {
            using var source = new RowViewSource(NumberedRows(40), Shape, "Image", seed: seed);
            return Rows(source, batches: 20, batchSize: 4);
        }
    }

    [Fact]
    public void Rows_that_do_not_fill_a_batch_are_left_out_and_positions_begin_anew()
    {
        using var scope = NewDisposeScope();
        using var source = new RowViewSource(NumberedRows(10), Shape, "Image");
        var batches = Enumerable.Range(0, 4).Select(_ => source.Next(4, CPU)).ToList();
        Assert.Equal([(0, 0L), (0, 4L), (1, 0L), (1, 4L)], batches.Select(batch => (batch.Epoch, batch.FirstRow)));
        Assert.Same(batches[0].Anchors, batches[0].Positives);
    }

    [Fact]
    public void Pixels_up_to_255_are_scaled_to_one()
    {
        using var scope = NewDisposeScope();
        using var plain = new RowViewSource(NumberedRows(4), Shape, "Image");
        using var scaled = new RowViewSource(NumberedRows(4), Shape, "Image", pixelMaximum: 255);
        Assert.True((plain.Next(4, CPU).Anchors / 255 - scaled.Next(4, CPU).Anchors).abs().max().item<float>() < 1e-7f);
    }

    [Fact]
    public void A_generated_view_read_by_rows_gives_the_batches_of_its_generator()
    {
        using var scope = NewDisposeScope();
        using var generator = new TinyGenerator();
        var strategy = ViewStrategy.Uniform(generator.Layout, new RandomPerturbation(new TruncatedNormal(0, 0.2, 2)));
        var view = new MLContext().Data.LoadFromGenerator(generator, strategy, rowCount: 8, seed: 5);
        using var rows = new RowViewSource(view, generator.ImageShape, "Anchor", "Positive");
        using var batches = new ContinuousSamplingSource(generator, strategy, seed: 5, rowsPerEpoch: 8);
        for (int i = 0; i < 4; i++)
        {
            var (expected, actual) = (batches.Next(4, CPU), rows.Next(4, CPU));
            Assert.Equal((expected.Epoch, expected.FirstRow), (actual.Epoch, actual.FirstRow));
            Assert.True((expected.Anchors - actual.Anchors).abs().max().item<float>() < 1e-6f);
            Assert.True((expected.Positives - actual.Positives).abs().max().item<float>() < 1e-6f);
        }
    }

    [Fact]
    public void Fewer_rows_than_a_batch_are_an_error()
    {
        using var source = new RowViewSource(NumberedRows(3), Shape, "Image");
        var error = Assert.Throws<InvalidOperationException>(() => source.Next(4, CPU));
        Assert.Equal("The input has 3 rows, fewer than one batch of 4.", error.Message);
    }

    [Fact]
    public void A_row_of_another_length_is_an_error_that_names_it()
    {
        using var source = new RowViewSource(NumberedRows(8), new ImageShape(1, 2, 3), "Image");
        var error = Assert.Throws<InvalidOperationException>(() => source.Next(4, CPU));
        Assert.Equal("Column 'Image' has 4 values in row 0, but images of 1x2x3 have 6.", error.Message);
    }

    /// <summary>Every pixel of image i is i / 255.</summary>
    static IDataView NumberedRows(int count)
    {
        byte[] pixels = [.. Enumerable.Range(0, count).SelectMany(i => Enumerable.Repeat((byte)i, Shape.Size))];
        return new MLContext().Data.LoadFromImageDataset(new ImageDataset(Shape, pixels, [], []));
    }

    static List<int> Rows(RowViewSource source, int batches, int batchSize)
    {
        using var scope = NewDisposeScope();
        var values = Enumerable.Range(0, batches).SelectMany(_ => source.Next(batchSize, CPU).Anchors.amax([1, 2, 3]).data<float>().ToArray());
        return [.. values.Select(value => (int)Math.Round(value * 255))];
    }
}
