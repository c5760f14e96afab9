using Microsoft.ML;
using Microsoft.ML.Data;
using Mlvgm.MLNet.Evaluation.Labels;
using Mlvgm.MLNet.Evaluation.Probes;

namespace Mlvgm.MLNet.Evaluation.Tests.Labels;

/// <summary>Label columns of every type that ML.NET makes keys of, and keys of every width: the same rows, the same names.</summary>
public class LabelColumnTests
{
    static readonly MLContext Ml = new(seed: 1);

    static readonly Dictionary<string, Func<int, IDataView>> Views = new()
    {
        ["text"] = start => View(start, i => $"c{i}"),
        ["bool"] = start => View(start, i => i == 1),
        ["sbyte"] = start => View(start, i => (sbyte)-i),
        ["byte"] = start => View(start, i => (byte)(200 + i)),
        ["short"] = start => View(start, i => (short)(-1000 * i)),
        ["ushort"] = start => View(start, i => (ushort)(40_000 + i)),
        ["int"] = start => View(start, i => -100_000 * i),
        ["uint"] = start => View(start, i => 3_000_000_000u + (uint)i),
        ["long"] = start => View(start, i => -5_000_000_000L * i),
        ["ulong"] = start => View(start, i => ulong.MaxValue - (ulong)i),
        ["float"] = start => View(start, i => 0.5f + i),
        ["double"] = start => View(start, i => 0.25 - i),
        ["date"] = start => View(start, i => new DateTime(2026, 1, 1 + i, 0, 0, 0, DateTimeKind.Unspecified)),
    };

    static readonly Dictionary<string, string[]> Names = new()
    {
        ["text"] = ["c0", "c1"],
        ["bool"] = ["False", "True"],
        ["sbyte"] = ["0", "-1"],
        ["byte"] = ["200", "201"],
        ["short"] = ["0", "-1000"],
        ["ushort"] = ["40000", "40001"],
        ["int"] = ["0", "-100000"],
        ["uint"] = ["3000000000", "3000000001"],
        ["long"] = ["0", "-5000000000"],
        ["ulong"] = ["18446744073709551615", "18446744073709551614"],
        ["float"] = ["0.5", "1.5"],
        ["double"] = ["0.25", "-0.75"],
        ["date"] = ["01/01/2026 00:00:00", "01/02/2026 00:00:00"],
    };

    public static TheoryData<string> Kinds => [.. Views.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Labels_of_every_type_give_their_classes_names(string kind)
    {
        var features = LabelledFeatures.Read(Views[kind](0));
        Assert.Equal([0, 1, 0, 1, 0, 1], features.Labels);
        Assert.Equal(Names[kind], features.ClassNames);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Rows_whose_classes_came_in_another_order_are_joined_by_their_names(string kind)
    {
        var (train, test) = (LabelledFeatures.Read(Views[kind](0)), LabelledFeatures.Read(Views[kind](1)));
        Assert.Equal(train.ClassNames.Reverse(), test.ClassNames);
        Assert.Equal(1, new NearestNeighbourProbe(new() { Neighbours = 1 }).Evaluate(train, test).Top1);
    }

    [Fact]
    public void Names_do_not_depend_on_the_country()
    {
        using var country = new ForeignCulture();
        foreach (string kind in (string[])["sbyte", "long", "float", "double", "date"]) Assert.Equal(
            Names[kind], LabelledFeatures.Read(Views[kind](0)).ClassNames);
    }

    [Theory]
    [InlineData(DataKind.Byte)]
    [InlineData(DataKind.UInt16)]
    [InlineData(DataKind.UInt32)]
    [InlineData(DataKind.UInt64)]
    public void Keys_of_every_width_are_labels_and_none_is_none(DataKind kind)
    {
        using var folder = new TemporaryFolder();
        // Of text, keys count from zero; one that is empty or beyond the classes is missing.
        string path = folder.Write("rows.tsv", "0\t10\n2\t11\n\t12\n7\t13\n1\t14\n");
        var view = Ml.Data.LoadFromTextFile(path, [
            new TextLoader.Column("Label", kind, [new TextLoader.Range(0)], new KeyCount(3)), new TextLoader.Column("Features", DataKind.Single, 1, 1)]);
        var features = LabelledFeatures.Read(view);
        Assert.Equal((3, 3), (features.Classes, features.Count));
        Assert.Equal([0, 2, 1], features.Labels);
        Assert.Equal([10f, 11f, 14f], features.Rows.Select(row => row.Features[0]));
        Assert.Empty(features.ClassNames);
    }

    [Fact]
    public void Names_are_as_many_as_classes()
    {
        Assert.Contains("There are 1 names of 2 classes", Assert.Throws<ArgumentException>(() => LabelledFeatures.Create(1, 2, [1], [0], ["a"])).Message);
        Assert.Empty(LabelledFeatures.Create(1, 2, [1], [0], []).ClassNames);
    }

    [Fact]
    public void Features_of_a_row_are_read_where_they_lie()
    {
        var features = LabelledFeatures.Create(2, 2, [1, 2, 3, 4], [0, 1], ["a", "b"]);
        Assert.Equal([3f, 4f], features.FeaturesOf(1).ToArray());
        Assert.Equal([1f, 2f], features.At([1, 0]).FeaturesOf(1).ToArray());
        Assert.Equal(["a", "b"], features.At([0]).ClassNames);
    }

    [Fact]
    public void Two_classes_of_one_name_are_refused()
    {
        var train = LabelledFeatures.Create(1, 3, [1, 2, 3], [0, 1, 2], ["a", "b", "b"]);
        var test = LabelledFeatures.Create(1, 3, [1, 2, 3], [0, 1, 2], ["b", "a", "b"]);
        Assert.Contains("Two classes have one name", Assert.Throws<ArgumentException>(() => new NearestNeighbourProbe().Evaluate(train, test)).Message);
    }

    /// <summary>Six rows of two classes, of which the features tell; the first row's is <paramref name="start"/>.</summary>
    static IDataView View<T>(int start, Func<int, T> label)
    {
        var rows = Enumerable.Range(start, 6).Select(i => new Row<T> { Label = label(i % 2), Features = [i % 2 == 0 ? 1 : -1, 0.5f] });
        var view = Ml.Data.LoadFromEnumerable(rows.ToList());
        return Ml.Transforms.Conversion.MapValueToKey("Label").Fit(view).Transform(view);
    }

    sealed class Row<T>
    {
        public T Label { get; set; } = default!;

        [VectorType(2)]
        public float[] Features { get; set; } = [];
    }
}
