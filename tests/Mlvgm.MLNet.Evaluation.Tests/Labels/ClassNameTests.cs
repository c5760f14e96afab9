using Microsoft.ML;
using Microsoft.ML.Data;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Evaluation.Labels;
using Mlvgm.MLNet.Evaluation.Probes;

namespace Mlvgm.MLNet.Evaluation.Tests.Labels;

public class ClassNameTests
{
    readonly MLContext _ml = new(seed: 1);

    [Fact]
    public void Rows_whose_keys_were_numbered_in_another_order_are_joined_by_name()
    {
        // MapValueToKey numbers classes as they come: the second view has them the other way round.
        var (train, test) = (Keyed("cat", "dog"), Keyed("dog", "cat"));
        Assert.Equal(1, new LinearProbe(_ml).Evaluate(train, test).Top1);
        var neighbours = new NearestNeighbourProbe(new() { Neighbours = 1 });
        Assert.Equal(1, neighbours.Evaluate(LabelledFeatures.Read(train), LabelledFeatures.Read(test)).Top1);
    }

    [Fact]
    public void A_class_of_one_set_alone_is_named()
    {
        var error = Assert.Throws<ArgumentException>(() => new LinearProbe(_ml).Evaluate(Keyed("cat", "horse"), Keyed("cat", "deer")));
        Assert.Contains("'horse' is only in train, 'deer' is only in test", error.Message);
        error = Assert.Throws<ArgumentException>(() => new LinearProbe(_ml).Evaluate(Keyed("a", "b", "c"), Keyed("a", "c")));
        Assert.Contains("'b' is only in train.", error.Message);
    }

    [Fact]
    public void Many_classes_are_counted()
    {
        string[] names = [.. Enumerable.Range(0, 9).Select(i => $"class{i}")];
        var error = Assert.Throws<ArgumentException>(() => ImageSets.Check(Images([.. names, "x"]), Images("x")));
        Assert.Contains("'class4' and 4 more are only in train", error.Message);
    }

    [Fact]
    public void Images_in_another_order_of_classes_are_refused() =>
        Assert.Contains("another order", Assert.Throws<ArgumentException>(() => ImageSets.Check(Images("a", "b"), Images("b", "a"))).Message);

    static ImageDataset Images(params string[] classes) => new(new(1, 1, 1), new byte[classes.Length], [.. Enumerable.Range(0, classes.Length)], classes);

    /// <summary>Four rows of each class; the features tell the name.</summary>
    IDataView Keyed(params string[] classes)
    {
        Point[] rows = [.. Enumerable.Range(0, 4 * classes.Length).Select(i => new Point { Label = classes[i % classes.Length], Features = [.. Of(classes[i % classes.Length])] })];
        var view = _ml.Data.LoadFromEnumerable(rows);
        return _ml.Transforms.Conversion.MapValueToKey("Label").Fit(view).Transform(view);
    }

    static float[] Of(string name) => [name == "cat" ? 1 : -1, name.Length];

    sealed class Point
    {
        public string Label { get; set; } = "";

        [VectorType(2)]
        public float[] Features { get; set; } = [];
    }
}
