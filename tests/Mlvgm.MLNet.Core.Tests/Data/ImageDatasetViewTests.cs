using Microsoft.ML;
using Microsoft.ML.Data;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Tests.Streaming;

namespace Mlvgm.MLNet.Tests.Data;

public class ImageDatasetViewTests
{
    readonly MLContext _ml = new(seed: 1);

    /// <summary>Images of which the class shows in the first pixel.</summary>
    static ImageDataset Dataset(int count) => new(
        new ImageShape(1, 2, 2),
        [.. Enumerable.Range(0, count).SelectMany(i => new[] { (byte)(i % 3 * 100), (byte)(i % 251), (byte)(i % 7), (byte)255 })],
        [.. Enumerable.Range(0, count).Select(i => i % 3)], ["red", "green", "blue"]);

    [Fact]
    public void Rows_are_scaled_pixels_and_keys_with_class_names()
    {
        var view = _ml.Data.LoadFromImageDataset(Dataset(5));
        Assert.Equal([1, 2, 2], ((VectorDataViewType)view.Schema["Image"].Type).Dimensions);
        Assert.Equal([200 / 255f, 2 / 255f, 2 / 255f, 1], view.Vectors("Image")[2], (a, b) => Math.Abs(a - b) < 1e-7);
        Assert.Equal([1u, 2u, 3u, 1u, 2u], view.GetColumn<uint>("Label"));
        VBuffer<ReadOnlyMemory<char>> names = default;
        view.Schema["Label"].GetKeyValues(ref names);
        Assert.Equal(["red", "green", "blue"], names.DenseValues().Select(name => name.ToString()));
    }

    [Fact]
    public void Without_labels_there_is_no_label_column()
    {
        var view = _ml.Data.LoadFromImageDataset(new ImageDataset(new ImageShape(1, 1, 1), [1, 2], [], []), "Picture");
        Assert.Equal(["Picture"], view.Schema.Select(column => column.Name));
        Assert.Equal(2, view.GetRowCount());
    }

    [Fact]
    public void A_set_of_cursors_shares_out_the_rows_of_one()
    {
        var view = _ml.Data.LoadFromImageDataset(Dataset(500));
        var whole = ViewReading.Drain(view.GetRowCursor(view.Schema), "Image");
        var parts = view.GetRowCursorSet(view.Schema, 3).Select(cursor => ViewReading.Drain(cursor, "Image"));
        var merged = parts.SelectMany(part => part).OrderBy(row => row.Batch).ToList();
        Assert.Equal(whole.Select(row => (row.Id, row.Batch)), merged.Select(row => (row.Id, row.Batch)));
        Assert.Equal(whole.Select(row => row.Values), merged.Select(row => row.Values));
    }

    [Fact]
    public void A_multiclass_trainer_learns_from_it_and_evaluates_by_class_name()
    {
        var view = _ml.Data.LoadFromImageDataset(Dataset(300));
        var split = _ml.Data.TrainTestSplit(view, 0.3);
        var model = _ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy("Label", "Image").Fit(split.TrainSet);
        var metrics = _ml.MulticlassClassification.Evaluate(model.Transform(split.TestSet));
        Assert.Equal(1, metrics.MicroAccuracy);
        Assert.Contains("green", metrics.ConfusionMatrix.GetFormattedConfusionTable());
    }

    [Fact]
    public void Column_names_must_differ() => Assert.Throws<ArgumentException>(() => _ml.Data.LoadFromImageDataset(Dataset(1), "Label"));
}
