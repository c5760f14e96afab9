using Microsoft.ML;
using Microsoft.ML.Data;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Encoders;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Perturbations;

namespace Mlvgm.MLNet.Tests.Encoders;

/// <summary>Columns of a pipeline that are none of images, or of other images: named with what is expected.</summary>
public sealed class EncoderColumnTests : EncoderTests
{
    static readonly ImageShape Shape = new(3, 8, 8);

    [Fact]
    public void Positives_of_another_shape_than_the_anchors_are_refused_before_any_work()
    {
        var pairs = Pairs(Shape, new ImageShape(3, 8, 4));
        var estimator = Estimator(options => options with { PositiveColumnName = "Positive" });
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => estimator.Fit(pairs));
        Assert.Contains("Schema mismatch for input column 'Positive': expected images of 3x8x8 as in 'Image', got 3x8x4", error.Message);
        Assert.False(Directory.Exists(Run));
    }

    [Fact]
    public void Labelled_images_of_another_shape_are_refused_before_any_work()
    {
        var other = ML.Data.LoadFromImageDataset(
            new ImageDataset(Shape, new byte[30 * Shape.Size], [.. Enumerable.Range(0, 30).Select(i => i % 2)], ["a", "b"]));
        var estimator = Estimator(options => options with { LabelledImages = other });
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => estimator.Fit(LabelledImages()));
        Assert.Contains("Schema mismatch for input column 'Image': expected labelled images of 3x16x16, got 3x8x8", error.Message);
    }

    public static TheoryData<string> Estimators => ["encoder", "perturbation"];

    [Theory]
    [MemberData(nameof(Estimators))]
    public void The_schema_of_a_pipeline_gains_a_vector_and_keeps_what_it_had(string kind)
    {
        var input = Schema(Column("Other", SchemaShape.Column.VectorKind.Scalar, NumberDataViewType.Int32),
            Column("Image", SchemaShape.Column.VectorKind.Vector, NumberDataViewType.Single));
        var output = Of(kind).GetOutputSchema(input).ToDictionary(column => column.Name);
        Assert.Equal(["Features", "Image", "Other"], output.Keys.Order());
        Assert.Equal((SchemaShape.Column.VectorKind.Vector, NumberDataViewType.Single, false),
            (output["Features"].Kind, (NumberDataViewType)output["Features"].ItemType, output["Features"].IsKey));
    }

    [Theory]
    [MemberData(nameof(Estimators))]
    public void A_column_of_another_kind_is_named_when_the_pipeline_is_put_together(string kind)
    {
        Assert.Contains("Could not find input column 'Image'",
            Refused(kind, Schema(Column("Other", SchemaShape.Column.VectorKind.Vector, NumberDataViewType.Single))));
        foreach (var (vector, type, got) in ((SchemaShape.Column.VectorKind, DataViewType, string)[])[
            (SchemaShape.Column.VectorKind.Vector, NumberDataViewType.Double, "Vector of Double"),
                (SchemaShape.Column.VectorKind.Scalar, NumberDataViewType.Single, "Scalar of Single"),
            (SchemaShape.Column.VectorKind.VariableVector, NumberDataViewType.Single, "VariableVector of Single"),
                (SchemaShape.Column.VectorKind.Scalar, TextDataViewType.Instance, "Scalar of String")])
        {
            string message = Refused(kind, Schema(Column("Image", vector, type)));
            Assert.Contains("Schema mismatch for input column 'Image': expected a known-size vector of Single, got ", message);
            if (type is NumberDataViewType) Assert.Contains(got, message);
        }
    }

    string Refused(string kind, SchemaShape schema) => Assert.Throws<ArgumentOutOfRangeException>(() => Of(kind).GetOutputSchema(schema)).Message;

    IEstimator<ITransformer> Of(string kind) => kind == "encoder"
        ? Estimator()
        : ML.Transforms.LearnedPerturbation("Features", "Image", new LearnedPerturbationEstimator.Options());

    static SchemaShape Schema(params SchemaShape.Column[] columns) => new(columns);

    static SchemaShape.Column Column(string name, SchemaShape.Column.VectorKind kind, DataViewType type) =>
        MLNetInternals.NewColumn(name, kind, type, isKey: false, annotations: null);

    IDataView Pairs(ImageShape anchors, ImageShape positives)
    {
        var schema = SchemaDefinition.Create(typeof(Pair));
        foreach (var (name, shape) in new[] { ("Image", anchors), ("Positive", positives) })
            schema[name].ColumnType = new VectorDataViewType(NumberDataViewType.Single, shape.Channels, shape.Height, shape.Width);
        return ML.Data.LoadFromEnumerable(
            Enumerable.Range(0, 20).Select(_ => new Pair { Image = new float[anchors.Size], Positive = new float[positives.Size] }).ToList(), schema);
    }

    sealed class Pair
    {
        public float[] Image = [];

        public float[] Positive = [];
    }
}
