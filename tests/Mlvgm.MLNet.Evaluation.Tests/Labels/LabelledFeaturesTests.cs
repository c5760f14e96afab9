using Microsoft.ML;
using Microsoft.ML.Data;
using Mlvgm.MLNet.Evaluation.Labels;
using Mlvgm.MLNet.Evaluation.Tests.Probes;

namespace Mlvgm.MLNet.Evaluation.Tests.Labels;

public class LabelledFeaturesTests
{
    readonly MLContext _ml = new(seed: 1);

    [Fact]
    public void Rows_and_classes_are_read_in_order()
    {
        var features = LabelledFeatures.Read(Clusters.Draw(_ml, classes: 3, perClass: 2, separation: 9, seed: 1, width: 4));
        Assert.Equal((4, 3, 6), (features.Width, features.Classes, features.Count));
        Assert.Equal([0, 1, 2, 0, 1, 2], features.Labels);
        Assert.Equal([2, 1], features.At([5, 1]).Labels);
    }

    [Fact]
    public void Labels_survive_the_way_back_into_a_view()
    {
        var features = LabelledFeatures.Read(Clusters.Draw(_ml, classes: 3, perClass: 2, separation: 9, seed: 1, width: 4));
        var again = LabelledFeatures.Read(features.ToDataView(_ml));
        Assert.Equal(features.Labels, again.Labels);
        Assert.Equal(features.Rows[5].Features, again.Rows[5].Features);
    }

    [Fact]
    public void Class_names_mapped_to_keys_are_labels()
    {
        var named = _ml.Data.LoadFromEnumerable([new Named("coat", [1]), new Named("bag", [2]), new Named("coat", [3])]);
        var keyed = _ml.Transforms.Conversion.MapValueToKey("Label", nameof(Named.Class)).Fit(named).Transform(named);
        Assert.Equal([0, 1, 0], LabelledFeatures.Read(keyed).Labels);
    }

    [Fact]
    public void Rows_without_a_label_are_left_out()
    {
        var train = _ml.Data.LoadFromEnumerable([new Named("coat", [1]), new Named("bag", [2])]);
        var mapping = _ml.Transforms.Conversion.MapValueToKey("Label", nameof(Named.Class)).Fit(train);
        var other = _ml.Data.LoadFromEnumerable([new Named("hat", [1]), new Named("bag", [2])]);
        Assert.Equal([1], LabelledFeatures.Read(mapping.Transform(other)).Labels);
    }

    [Theory]
    [InlineData("Embedding", "Label", "Could not find feature column 'Embedding'")]
    [InlineData("Features", "Class name", "Could not find label column 'Class name'")]
    [InlineData("Label", "Label", "Schema mismatch for feature column 'Label': expected Vector<Single> of known size, got Key<UInt32, 0-1>")]
    [InlineData("Features", "Features", "Schema mismatch for label column 'Features': expected Key, as MapValueToKey makes, got Vector<Single, 1>")]
    public void A_wrong_column_is_named(string feature, string label, string message)
    {
        var data = Clusters.View(_ml, [], width: 1, classes: 2);
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => LabelledFeatures.Read(data, feature, label));
        Assert.Contains(message, error.Message);
    }

    [Fact]
    public void A_feature_that_is_not_a_number_is_refused_with_its_row()
    {
        var rows = new LabelledFeatures.Row[] { new() { Features = [0] }, new() { Features = [float.NaN] } };
        var error = Assert.Throws<InvalidDataException>(() => LabelledFeatures.Read(Clusters.View(_ml, rows, width: 1, classes: 1)));
        Assert.Matches("^Row 1 of column 'Features' has the feature .*, which is no finite number", error.Message);
    }

    [Fact]
    public void Features_in_memory_are_cut_into_rows()
    {
        var features = LabelledFeatures.Create(width: 2, classes: 3, [1, 2, 3, 4], [2, 0]);
        Assert.Equal([2, 0], features.Labels);
        Assert.Equal([3f, 4f], features.Rows[1].Features);
    }

    [Fact]
    public void Features_that_do_not_fit_their_labels_are_refused()
    {
        Assert.Contains("5 features are not 2 rows of 2", Assert.Throws<ArgumentException>(
            () => LabelledFeatures.Create(2, 3, new float[5], [0, 1])).Message);
        Assert.Contains("Row 1 has a label outside 0 .. 2", Assert.Throws<ArgumentOutOfRangeException>(
            () => LabelledFeatures.Create(2, 3, new float[4], [0, 3])).Message);
    }

    sealed record Named(string Class, [property: VectorType(1)] float[] Features);
}
