using Microsoft.ML;
using Microsoft.ML.Data;
using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Settings;
using Mlvgm.MLNet.Streaming;
using Mlvgm.MLNet.Views;

namespace Mlvgm.MLNet.Tests.Streaming;

public class GeneratedDataViewTests
{
    readonly MLContext _ml = new();
    readonly FakeGenerator _generator = new();

    GeneratedDataView View(long? rowCount, ulong seed = 1) =>
        _ml.Data.LoadFromGenerator(_generator, FakeGenerator.Strategy, rowCount, seed);

    [Fact]
    public void The_columns_are_the_latents_the_anchor_and_the_positive()
    {
        var schema = View(10).Schema;
        Assert.Equal(["global", "local", "Anchor", "Positive"], schema.Select(column => column.Name));
        var dimensions = schema.Select(column => ((VectorDataViewType)column.Type).Dimensions.ToArray());
        Assert.Equal([[3], [2, 2, 1], [3, 4, 5], [3, 4, 5]], dimensions);
        Assert.All(schema, column => Assert.Equal(NumberDataViewType.Single, ((VectorDataViewType)column.Type).ItemType));
    }

    [Fact]
    public void The_images_are_the_decoded_latents_of_the_sampler()
    {
        var view = View(130);
        var anchors = new LatentBatch(_generator.Layout, 130);
        var positives = new LatentBatch(_generator.Layout, 130);
        view.Sampler.SampleAnchors(0, anchors);
        view.Sampler.SamplePositives(0, anchors, positives);
        float[] images = new float[130 * _generator.ImageShape.Size];
        _generator.Decode(anchors, images);
        Assert.Equal(images, view.Vectors("Anchor").SelectMany(row => row));
        _generator.Decode(positives, images);
        Assert.Equal(images, view.Vectors("Positive").SelectMany(row => row));
        Assert.Equal(anchors.Values[1], view.Vectors("local").SelectMany(row => row));
    }

    [Fact]
    public void A_second_pass_gives_equal_rows() => Assert.Equal(View(100).Vectors("Positive"), View(100).Vectors("Positive"));

    [Fact]
    public void Bounded_and_unbounded_views_begin_with_equal_rows() =>
        Assert.Equal(View(100).Vectors("Positive"), _ml.Data.TakeRows(View(null), 100).Vectors("Positive"));

    [Fact]
    public void Another_seed_or_epoch_gives_other_rows_and_the_same_epoch_the_same()
    {
        var view = View(20);
        float[][] rows = view.Vectors("global");
        Assert.DoesNotContain(view.WithEpoch(1).Vectors("global"), row => rows.Any(other => other.SequenceEqual(row)));
        Assert.DoesNotContain(View(20, seed: 2).Vectors("global"), row => rows.Any(other => other.SequenceEqual(row)));
        Assert.Equal(rows, view.WithEpoch(1).WithEpoch(0).Vectors("global"));
        Assert.Equal((1, 20L), (view.WithEpoch(1).Epoch, view.WithEpoch(1).GetRowCount()!.Value));
    }

    [Fact]
    public void Reading_latents_never_decodes()
    {
        _ = View(1000).Vectors("local");
        Assert.Equal(0, _generator.Calls);
    }

    [Fact]
    public void Each_chunk_is_decoded_once_for_each_view_that_is_read()
    {
        _ = View(130).Vectors("Anchor");
        Assert.Equal((3, 130), (_generator.Calls, _generator.Rows));
        var cursor = View(130).GetRowCursor(View(130).Schema);
        _ = ViewReading.Drain(cursor, "Anchor", "Anchor", "Positive", "local");
        Assert.Equal((9, 390), (_generator.Calls, _generator.Rows));
    }

    [Fact]
    public void The_row_count_is_known_unless_there_is_no_end()
    {
        Assert.Equal(7, View(7).GetRowCount());
        Assert.Null(View(null).GetRowCount());
        Assert.False(View(7).CanShuffle);
    }

    [Fact]
    public void Options_say_the_columns_and_the_rows()
    {
        var view = _ml.Data.LoadFromGenerator(_generator, ViewStrategy.None, new GeneratedDataView.Options { RowCount = 3, AnchorColumnName = "A" });
        Assert.Equal((3L, "A"), (view.GetRowCount()!.Value, view.AnchorColumnName));
        Assert.NotNull(view.Schema.GetColumnOrNull("A"));
    }

    [Fact]
    public void Bad_options_are_refused_by_name()
    {
        Assert.Equal(
            ["RowCount (--row-count) is 0; it is 1 or more.", "Epoch (--epoch) is -1; it is 0 or more."],
            Assert.Throws<SettingsException>(() => _ml.Data.LoadFromGenerator(_generator, ViewStrategy.None, new() { RowCount = 0, Epoch = -1 })).Violations);
        Assert.Contains("Epoch", Assert.Throws<SettingsException>(() => View(1).WithEpoch(-1)).Message);
        Assert.Contains("'local' occurs twice", Refusal(new() { AnchorColumnName = "local" }));
        Assert.Contains("'Anchor' occurs twice", Refusal(new() { PositiveImageColumnName = "Anchor" }));
        Assert.Contains("blank", Refusal(new() { PositiveColumnName = " " }));
        var strategy = ViewStrategy.PerLatent("wrong", ("nothing", new NoPerturbation()));
        Assert.Contains(
            "Available: global, local", Assert.Throws<ArgumentException>(() => _ml.Data.LoadFromGenerator(_generator, strategy)).Message);
    }

    string Refusal(GeneratedDataView.Options options) =>
        Assert.Throws<ArgumentException>(() => _ml.Data.LoadFromGenerator(_generator, ViewStrategy.None, options)).Message;
}
