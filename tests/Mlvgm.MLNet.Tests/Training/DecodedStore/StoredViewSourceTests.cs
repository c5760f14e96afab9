using Microsoft.ML;
using Microsoft.ML.Data;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Training.DecodedStore;
using Mlvgm.MLNet.Training.Sources;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Tests.Training.DecodedStore;

public sealed class StoredViewSourceTests : IDisposable
{
    static readonly ImageShape Shape = new(1, 2, 2);

    readonly TemporaryFolder _folder = new();

    [Fact]
    public void An_epoch_has_every_row_once_each_epoch_another_order_and_the_input_is_read_once()
    {
        var input = new CountedView(NumberedRows(12));
        using var source = Source(input, seed: 1);
        Assert.Equal(0, input.Cursors);
        var epochs = Enumerable.Range(0, 3).Select(_ => Rows(source, batches: 3, batchSize: 4)).ToList();
        Assert.All(epochs, rows => Assert.Equal(Enumerable.Range(0, 12), rows.Order()));
        Assert.Equal(4, epochs.Append([.. Enumerable.Range(0, 12)]).Select(rows => string.Join(' ', rows)).Distinct().Count());
        Assert.Equal(1, input.Cursors);
    }

    [Fact]
    public void Equal_seeds_give_equal_orders()
    {
        Assert.Equal(Order(1), Order(1));
        Assert.NotEqual(Order(1), Order(2));

        List<int> Order(ulong seed)
        {
            using var source = Source(NumberedRows(40), seed);
            return Rows(source, batches: 20, batchSize: 4);
        }
    }

    [Fact]
    public void The_first_row_of_an_epoch_is_uniform_over_all()
    {
        const int rows = 5, epochs = 2000;
        using var source = Source(NumberedRows(rows), seed: 3);
        int[] counts = new int[rows];
        for (int epoch = 0; epoch < epochs; epoch++) counts[Rows(source, batches: 1, batchSize: rows)[0]]++;
        double expected = epochs / (double)rows, deviation = Math.Sqrt(expected * (1 - 1.0 / rows));
        Assert.All(counts, count => Assert.InRange(count, expected - 4.5 * deviation, expected + 4.5 * deviation));
    }

    [Fact]
    public void Rows_that_do_not_fill_a_batch_are_left_out_and_positions_begin_anew()
    {
        using var scope = NewDisposeScope();
        using var source = Source(NumberedRows(10));
        var batches = Enumerable.Range(0, 4).Select(_ => source.Next(4, CPU)).ToList();
        Assert.Equal([(0, 0L), (0, 4L), (1, 0L), (1, 4L)], batches.Select(batch => (batch.Epoch, batch.FirstRow)));
        Assert.Same(batches[0].Anchors, batches[0].Positives);
    }

    [Fact]
    public void A_source_that_is_moved_gives_what_comes_there()
    {
        using var whole = Source(NumberedRows(10));
        using var moved = Source(NumberedRows(10));
        var rows = Rows(whole, batches: 4, batchSize: 4);
        moved.MoveTo(new ViewPosition(1, 0));
        Assert.Equal(rows[8..], Rows(moved, batches: 2, batchSize: 4));
        moved.MoveTo(new ViewPosition(0, 4));
        Assert.Equal(rows[4..], Rows(moved, batches: 3, batchSize: 4));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(255)]
    public void Whole_255ths_are_kept_as_bytes_exactly(int maximum)
    {
        byte[] values = [.. Enumerable.Range(0, 256).Select(i => (byte)i)];
        var shape = new ImageShape(1, 16, 16);
        var view = Floats([values.Select(value => maximum == 1 ? value / 255f : value).ToArray()], shape);
        using var source = Source(view, maximum: maximum, shape: shape);
        using var scope = NewDisposeScope();
        Assert.Equal(values.Select(value => value * (1f / 255f)), source.Next(1, CPU).Anchors.data<float>());
        Assert.Equal(DecodedHeader.Bytes + 256, new FileInfo(_folder.File("store")).Length);
    }

    [Fact]
    public void Other_pixels_are_kept_as_they_are_also_where_the_first_rows_would_fit_bytes()
    {
        float[][] rows = [[0, 1, 0, 1], [0.1234567f, -1e-4f, 0.25f, 1e-7f]];
        using var source = Source(Floats(rows, Shape), seed: 1);
        using var scope = NewDisposeScope();
        var pixels = source.Next(2, CPU).Anchors.data<float>().ToArray();
        Assert.Equal(rows.SelectMany(row => row).Order(), pixels.Order());
        Assert.Equal(DecodedHeader.Bytes + 2 * 4 * sizeof(float), new FileInfo(_folder.File("store")).Length);
    }

    [Fact]
    public void Anchor_and_positive_of_a_row_stay_together()
    {
        var ml = new MLContext();
        var view = ml.Transforms.CopyColumns("Other", "Image").Append(ml.Transforms.NormalizeMinMax("Other")).Fit(NumberedRows(9)).Transform(NumberedRows(9));
        using var source = new StoredViewSource(Shape, () => Write(view, ["Image", "Other"], 1), seed: 4);
        using var scope = NewDisposeScope();
        var batch = source.Next(9, CPU);
        // The other column is the image, divided by its largest pixel, 8 / 255.
        Assert.True((batch.Positives - batch.Anchors * 255 / 8).abs().max().item<float>() < 1e-6f);
    }

    [Fact]
    public void A_store_that_was_decoded_is_opened_with_the_same_pairs_as_long_as_it_is_whole()
    {
        string path = _folder.File("decoded");
        StoredViewSource.Decode(NumberedRows(10), ["Image"], Shape, path);
        using (var opened = StoredViewSource.Open(path, seed: 5))
        using (var source = Source(NumberedRows(10), seed: 5))
        {
            Assert.Equal(Shape, opened.ImageShape);
            Assert.Equal(Rows(source, batches: 4, batchSize: 4), Rows(opened, batches: 4, batchSize: 4));
        }
        using (var file = File.OpenWrite(path)) file.SetLength(file.Length - 1);
        Assert.Contains(path, Assert.Throws<InvalidDataException>(() => StoredViewSource.Open(path, seed: 5)).Message);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void A_store_has_anchors_or_anchors_and_positives(int columns)
    {
        string[] names = [.. Enumerable.Repeat("Image", columns)];
        Assert.Contains(
            $"There are {columns} columns", Assert.Throws<ArgumentException>(() => StoredViewSource.Decode(NumberedRows(2), names, Shape, _folder.File("none"))).Message);
        Assert.False(File.Exists(_folder.File("none")));
    }

    [Fact]
    public void Fewer_rows_than_a_batch_are_an_error()
    {
        using var source = Source(NumberedRows(3));
        Assert.Equal(
            "The input has 3 rows, fewer than one batch of 4.", Assert.Throws<InvalidOperationException>(() => source.Next(4, CPU)).Message);
    }

    [Fact]
    public void A_row_of_another_length_is_an_error_that_names_it_and_leaves_nothing()
    {
        using var source = Source(NumberedRows(8), shape: new ImageShape(1, 2, 3));
        var error = Assert.Throws<InvalidOperationException>(() => source.Next(4, CPU));
        Assert.Equal("Column 'Image' has 4 values in row 0, but images of 1x2x3 have 6.", error.Message);
        Assert.Empty(Directory.EnumerateFiles(_folder.Path));
    }

    [Fact]
    public void Cancelling_ends_decoding_and_leaves_nothing()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.Throws<OperationCanceledException>(() =>
            new DecodedWriter(["Image"], Shape, 1).Write(_folder.File("store"), NumberedRows(8), cancelled.Token));
        Assert.Empty(Directory.EnumerateFiles(_folder.Path));
    }

    [Fact]
    public void A_store_of_other_rows_or_a_damaged_one_is_not_used()
    {
        string path = _folder.File("store"), hash = Hash(NumberedRows(8));
        Assert.Null(DecodedImages.TryOpen(path, hash));
        Write(NumberedRows(8), ["Image"], 1).Dispose();
        DecodedImages.TryOpen(path, hash)!.Dispose();
        Assert.Null(DecodedImages.TryOpen(path, Hash(NumberedRows(9))));
        byte[] whole = File.ReadAllBytes(path);
        for (int place = 0; place < whole.Length; place += place < 72 ? 1 : 9)
        {
            // Of the header, what comes behind the hash is empty.
            if (place is >= 72 and < DecodedHeader.Bytes) continue;
            byte[] damaged = [.. whole];
            damaged[place] ^= 4;
            File.WriteAllBytes(path, damaged);
            Assert.Null(DecodedImages.TryOpen(path, hash));
        }
        foreach (int length in (int[])[0, 63, DecodedHeader.Bytes, DecodedHeader.Bytes + 31, whole.Length - 1])
        {
            File.WriteAllBytes(path, whole[..length]);
            Assert.Null(DecodedImages.TryOpen(path, hash));
            Assert.Contains(path, Assert.Throws<InvalidDataException>(() => DecodedImages.Open(path)).Message);
        }
    }

    [Fact]
    public void Rows_have_the_same_hash_whether_they_are_stored_or_read()
    {
        foreach (var view in (IDataView[])[NumberedRows(8), Floats([[0, 1, 0, 1], [0.1234567f, -1e-4f, 0.25f, 1e-7f]], Shape)])
        {
            using var store = Write(view, ["Image"], 1);
            Assert.Equal(store.Header.Sha256, Hash(view));
        }
        Assert.NotEqual(Hash(NumberedRows(8)), Hash(Floats([[0, 1, 0, 1]], Shape)));
    }

    public void Dispose() => _folder.Dispose();

    StoredViewSource Source(IDataView view, ulong seed = 0, float maximum = 1, ImageShape? shape = null) =>
        new(shape ?? Shape, () => Write(view, ["Image"], maximum, shape), seed);

    DecodedImages Write(IDataView view, string[] columns, float maximum, ImageShape? shape = null)
    {
        new DecodedWriter(columns, shape ?? Shape, maximum).Write(_folder.File("store"), view, CancellationToken.None);
        return DecodedImages.Open(_folder.File("store"));
    }

    static string Hash(IDataView view) => new DecodedWriter(["Image"], Shape, 1).Hash(view, CancellationToken.None);

    /// <summary>Every pixel of image i is i / 255.</summary>
    static IDataView NumberedRows(int count)
    {
        byte[] pixels = [.. Enumerable.Range(0, count).SelectMany(i => Enumerable.Repeat((byte)i, Shape.Size))];
        return new MLContext().Data.LoadFromImageDataset(new ImageDataset(Shape, pixels, [], []));
    }

    static IDataView Floats(float[][] rows, ImageShape shape)
    {
        var schema = SchemaDefinition.Create(typeof(Row));
        schema["Image"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, shape.Channels, shape.Height, shape.Width);
        return new MLContext().Data.LoadFromEnumerable(rows.Select(row => new Row { Image = row }), schema);
    }

    static List<int> Rows(IViewSource source, int batches, int batchSize)
    {
        using var scope = NewDisposeScope();
        var values = Enumerable.Range(0, batches).SelectMany(_ => source.Next(batchSize, CPU).Anchors.amax([1, 2, 3]).data<float>().ToArray());
        return [.. values.Select(value => (int)Math.Round(value * 255))];
    }

    sealed class Row
    {
        public float[] Image = [];
    }
}
