using Microsoft.ML;
using Microsoft.ML.Data;
using Mlvgm.MLNet.Data;

namespace Mlvgm.MLNet.Evaluation.Labels;

/// <summary>
/// Feature vectors and their classes in memory: read once, so that an encoder upstream runs once per row however many probes follow.
/// </summary>
/// <example>See <c>examples/ApiTour/Probing.cs</c>.</example>
public sealed class LabelledFeatures
{
    LabelledFeatures(int width, int classes, IReadOnlyList<Row> rows, IReadOnlyList<string> classNames) =>
        (Width, Classes, Rows, ClassNames) = (width, classes, rows, classNames);

    /// <summary>Features per row.</summary>
    public int Width { get; }

    /// <summary>Classes of the label's key type; a class may have no row.</summary>
    public int Classes { get; }

    /// <summary>The name of every class, by its number; empty where the label's key has none.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>The number of rows.</summary>
    public int Count => Rows.Count;

    /// <summary>The class of every row, 0-based.</summary>
    public IEnumerable<int> Labels => Rows.Select(row => (int)row.Label);

    /// <summary>The features of one row.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public ReadOnlySpan<float> FeaturesOf(int row) => Rows[row].Features;

    /// <summary>Takes features that are in memory already.</summary>
    /// <param name="width">Features per row.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="features">[rows, width], row-major.</param>
    /// <param name="labels">The class of every row, 0-based.</param>
    /// <param name="classNames">The name of every class, by which rows of two sets are joined; none when null.</param>
    /// <exception cref="ArgumentOutOfRangeException">The width or the number of classes is below 1, or a label is outside the classes.
    /// </exception>
    /// <exception cref="ArgumentException">There are not <paramref name="width"/> features per label.</exception>
    /// <exception cref="InvalidDataException">A feature is infinite or not a number.</exception>
    public static LabelledFeatures Create(
        int width, int classes, ReadOnlySpan<float> features, IReadOnlyList<int> labels, IReadOnlyList<string>? classNames = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        if (classNames is { Count: > 0 } && classNames.Count != classes)
            throw new ArgumentException($"There are {classNames.Count} names of {classes} classes.", nameof(classNames));
        if (features.Length != (long)width * labels.Count)
            throw new ArgumentException($"{features.Length} features are not {labels.Count} rows of {width}.", nameof(features));
        var rows = new Row[labels.Count];
        for (int i = 0; i < rows.Length; i++)
        {
            if ((uint)labels[i] >= (uint)classes)
                throw new ArgumentOutOfRangeException(nameof(labels), labels[i], $"Row {i} has a label outside 0 .. {classes - 1}.");
            rows[i] = new Row { Features = Finite(features.Slice(i * width, width).ToArray(), i, "Features"), Label = (uint)labels[i] };
        }
        return new LabelledFeatures(width, classes, rows, classNames ?? []);
    }

    /// <summary>Reads the two columns of <paramref name="data"/>. Rows whose label is missing are left out, as ML.NET's trainers do.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="featureColumnName">A float vector of known size.</param>
    /// <param name="labelColumnName">A key.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of another type.</exception>
    /// <exception cref="InvalidDataException">A feature is infinite or not a number.</exception>
    public static LabelledFeatures Read(IDataView data, string featureColumnName = "Features", string labelColumnName = "Label")
    {
        ArgumentNullException.ThrowIfNull(data);
        var columns = LabelledColumns.Find(data.Schema, featureColumnName, labelColumnName);
        var (width, classes) = LabelledColumns.Sizes(columns);
        var rows = new List<Row>();
        using var cursor = data.GetRowCursor([columns.Features, columns.Label]);
        var features = cursor.GetGetter<VBuffer<float>>(columns.Features);
        var label = KeyColumn.Getter(cursor, columns.Label);
        VBuffer<float> buffer = default;
        while (cursor.MoveNext())
        {
            if (label() is not { } key) continue;
            features(ref buffer);
            rows.Add(new Row { Features = Finite([.. buffer.DenseValues()], cursor.Position, featureColumnName), Label = key - 1 });
        }
        return new LabelledFeatures(width, classes, rows, KeyColumn.Names(columns.Label));
    }

    internal IReadOnlyList<Row> Rows { get; }

    /// <summary>The rows at <paramref name="indices"/>, in that order.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An index is outside 0 .. <see cref="Count"/> - 1.</exception>
    public LabelledFeatures At(IReadOnlyList<int> indices) => new(Width, Classes, [.. indices.Select(index => Rows[index])], ClassNames);

    /// <summary>These rows with their classes numbered as in <paramref name="train"/>, where both name them.</summary>
    /// <exception cref="ArgumentException">One has a class that the other lacks; the message names it.</exception>
    internal LabelledFeatures NumberedAs(LabelledFeatures train)
    {
        if (train.ClassNames.Count == 0 || ClassNames.Count == 0 || ClassAgreement.Renumber(train.ClassNames, ClassNames) is not { } numbers) return this;
        return new LabelledFeatures(Width, Classes, [.. Rows.Select(row => new Row { Features = row.Features, Label = (uint)numbers[(int)row.Label] })], train.ClassNames);
    }

    static float[] Finite(float[] features, long row, string column) => Array.FindIndex(features, value => !float.IsFinite(value)) is >= 0 and var wrong
        ? throw new InvalidDataException(
            FormattableString.Invariant($"Row {row} of column '{column}' has the feature {features[wrong]} at {wrong}, which is no finite number. ") +
            "Leave out the row, or mend what computes it.")
        : features;

    /// <summary>A view with the columns <c>Features</c> and <c>Label</c>.</summary>
    internal IDataView ToDataView(MLContext ml)
    {
        var schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, Width);
        schema[nameof(Row.Label)].ColumnType = new KeyDataViewType(typeof(uint), Classes);
        return ml.Data.LoadFromEnumerable(Rows, schema);
    }

    /// <summary>One row. <c>LoadFromEnumerable</c> expects keys 0-based and stores them 1-based, 0 being a missing one.</summary>
    internal sealed class Row
    {
        public float[] Features { get; set; } = [];

        public uint Label { get; set; }
    }
}
