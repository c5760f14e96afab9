using Microsoft.ML;
using Microsoft.ML.Data;
using Mlvgm.MLNet.Streaming;

namespace Mlvgm.MLNet.Tests.Streaming;

/// <summary>What ML.NET itself does with a view, over vector columns.</summary>
public class MLNetOperationsTests
{
    readonly MLContext _ml = new(seed: 1);
    readonly FakeGenerator _generator = new();

    GeneratedDataView View(long? rowCount) => _ml.Data.LoadFromGenerator(_generator, FakeGenerator.Strategy, rowCount, 3);

    public sealed class Row
    {
        [VectorType(3)] public float[] global = [];
        [VectorType(3, 4, 5)] public float[] Anchor = [];
    }

    public sealed class Labelled
    {
        public bool Label;
    }

    /// <summary>Label: whether the first global coordinate, which half the pixels of the anchor show, is positive.</summary>
    IEstimator<ITransformer> Labeller() =>
        _ml.Transforms.CustomMapping<Row, Labelled>((row, label) => label.Label = row.global[0] > 0, null);

    [Fact]
    public void Preview_TakeRows_SkipRows_and_GetColumn()
    {
        var view = View(200);
        float[][] rows = view.Vectors("Anchor");
        Assert.Equal(50, view.Preview(50).RowView.Length);
        Assert.Equal(rows[..10], _ml.Data.TakeRows(view, 10).Vectors("Anchor"));
        Assert.Equal(rows[150..], _ml.Data.SkipRows(view, 150).Vectors("Anchor"));
    }

    [Theory, InlineData(true), InlineData(false)]
    public void CreateEnumerable(bool reuse)
    {
        var view = View(150);
        var rows = _ml.Data.CreateEnumerable<Row>(view, reuse).Select(row => (float[])row.Anchor.Clone()).ToArray();
        Assert.Equal(view.Vectors("Anchor"), rows);
        Assert.Equal(3, _ml.Data.CreateEnumerable<Row>(View(null), reuse).Take(3).Count());
    }

    [Fact]
    public void TrainTestSplit_and_CrossValidationSplit_part_the_rows()
    {
        var view = View(1000);
        var split = _ml.Data.TrainTestSplit(view, 0.2, seed: 4);
        AssertParts(view, [split.TrainSet, split.TestSet]);
        var folds = _ml.Data.CrossValidationSplit(view, 4, seed: 4);
        AssertParts(view, [.. folds.Select(fold => fold.TestSet)]);
    }

    static void AssertParts(IDataView whole, IDataView[] parts)
    {
        var rows = parts.SelectMany(part => part.Vectors("Anchor")).Select(row => string.Join(' ', row)).Order();
        Assert.Equal(whole.Vectors("Anchor").Select(row => string.Join(' ', row)).Order(), rows);
        Assert.All(parts, part => Assert.NotEmpty(part.Vectors("global")));
    }

    [Fact]
    public void Row_mappers_read_on_their_own_threads_and_give_the_same_rows()
    {
        var view = View(1000);
        var mapped = _ml.Transforms.CopyColumns("Copy", "Positive").Fit(view).Transform(view);
        Assert.Equal(view.Vectors("Positive"), mapped.Vectors("Copy"));
    }

    [Fact]
    public void Cache_keeps_the_rows_and_spares_the_generator()
    {
        var view = View(200);
        var cached = _ml.Data.Cache(view);
        Assert.Equal(view.Vectors("Anchor"), cached.Vectors("Anchor"));
        int calls = _generator.Calls;
        _ = cached.Vectors("Anchor");
        Assert.Equal(calls, _generator.Calls);
    }

    [Fact]
    public void ShuffleRows_keeps_the_rows_in_another_order()
    {
        var view = View(300);
        var shuffled = _ml.Data.ShuffleRows(view, seed: 2);
        AssertParts(view, [shuffled]);
        Assert.NotEqual(view.Vectors("Anchor")[0], shuffled.Vectors("Anchor")[0]);
    }

    [Fact]
    public void SaveAsBinary_and_SaveAsText_keep_the_rows()
    {
        using var folder = new TemporaryFolder();
        var view = View(70);
        using (var stream = File.Create(folder.File("rows.idv"))) _ml.Data.SaveAsBinary(view, stream);
        var binary = _ml.Data.LoadFromBinary(folder.File("rows.idv"));
        Assert.Equal(view.Vectors("Positive"), binary.Vectors("Positive"));
        Assert.Equal([3, 4, 5], ((VectorDataViewType)binary.Schema["Anchor"].Type).Dimensions);
        var anchors = _ml.Transforms.SelectColumns("Anchor").Fit(view).Transform(view);
        using (var stream = File.Create(folder.File("rows.tsv"))) _ml.Data.SaveAsText(anchors, stream, headerRow: false);
        var text = _ml.Data.LoadFromTextFile(folder.File("rows.tsv"), [new("Anchor", DataKind.Single, 0, 59)]);
        foreach (var (expected, actual) in view.Vectors("Anchor").Zip(text.Vectors("Anchor"), (a, b) => (a, b)))
            Assert.Equal(expected, actual, (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.Equal(70, text.Vectors("Anchor").Length);
    }

    [Fact]
    public void Model_Save_keeps_the_schema()
    {
        using var folder = new TemporaryFolder();
        var view = View(70);
        var model = _ml.Transforms.NormalizeMeanVariance("Anchor").Fit(view);
        _ml.Model.Save(model, view.Schema, folder.File("model.zip"));
        var loaded = _ml.Model.Load(folder.File("model.zip"), out var schema);
        Assert.Equal(view.Schema.Select(column => (column.Name, column.Type)), schema.Select(column => (column.Name, column.Type)));
        Assert.Equal(model.Transform(view).Vectors("Anchor"), loaded.Transform(view).Vectors("Anchor"));
    }

    [Fact]
    public void SDCA_and_LBFGS_learn_from_bounded_and_unbounded_views()
    {
        foreach (var trainer in new IEstimator<ITransformer>[]
        {
            _ml.BinaryClassification.Trainers.SdcaLogisticRegression(featureColumnName: "Anchor", maximumNumberOfIterations: 5),
            _ml.BinaryClassification.Trainers.LbfgsLogisticRegression(featureColumnName: "Anchor"),
        })
        {
            foreach (var view in new[] { View(800), _ml.Data.TakeRows(View(null), 800) })
            {
                var pipeline = Labeller().Append(trainer);
                var held = _ml.Data.SkipRows(View(1000), 800);
                Assert.InRange(_ml.BinaryClassification.Evaluate(pipeline.Fit(view).Transform(held)).Accuracy, 0.9, 1);
            }
        }
    }

    [Fact]
    public void AppendCacheCheckpoint_spares_the_generator_however_many_passes_follow()
    {
        int Generated(int iterations)
        {
            int before = _generator.Rows;
            var pipeline = Labeller().Append(_ml.Transforms.CopyColumns("Features", "Anchor"))
                .AppendCacheCheckpoint(_ml)
                .Append(_ml.BinaryClassification.Trainers.SdcaLogisticRegression(maximumNumberOfIterations: iterations));
            _ = pipeline.Fit(View(320));
            return _generator.Rows - before;
        }

        Assert.Equal(Generated(2), Generated(20));
    }
}
