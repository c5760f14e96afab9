using System.Globalization;
using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Mlvgm.MLNet.Evaluation.Labels;

/// <summary>Checks the feature and label columns of labelled data before any row is read, in ML.NET's words.</summary>
static class LabelledColumns
{
    static readonly MethodInfo ValuesOf = typeof(LabelledColumns).GetMethod(nameof(Values), BindingFlags.NonPublic | BindingFlags.Static)!;

    /// <summary>The feature column, a float vector of known size, and the label column, a key, of <paramref name="schema"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of another type.</exception>
    public static (DataViewSchema.Column Features, DataViewSchema.Column Label) Find(DataViewSchema schema, string features, string label)
    {
        var featureColumn = Named(schema, "feature", features);
        if (featureColumn.Type is not VectorDataViewType { IsKnownSize: true } vector || vector.ItemType != NumberDataViewType.Single)
            throw Mismatch("feature", featureColumn, "Vector<Single> of known size");
        var labelColumn = Named(schema, "label", label);
        if (labelColumn.Type is not KeyDataViewType) throw Mismatch("label", labelColumn, "Key, as MapValueToKey makes");
        return (featureColumn, labelColumn);
    }

    /// <summary>Feature width and number of classes of a pair of columns that <c>Find</c> returned.</summary>
    public static (int Width, int Classes) Sizes((DataViewSchema.Column Features, DataViewSchema.Column Label) columns) =>
        (((VectorDataViewType)columns.Features.Type).Size, checked((int)((KeyDataViewType)columns.Label.Type).Count));

    /// <summary>The key's values as text, by number, whatever type they have; empty where it has none.</summary>
    public static IReadOnlyList<string> Names(DataViewSchema.Column label) =>
        label.Annotations.Schema.GetColumnOrNull("KeyValues")?.Type is VectorDataViewType { ItemType.RawType: var type }
            ? ValuesOf.MakeGenericMethod(type).CreateDelegate<Func<DataViewSchema.Column, IReadOnlyList<string>>>()(label)
            : [];

    static IReadOnlyList<string> Values<T>(DataViewSchema.Column label)
    {
        VBuffer<T> values = default;
        label.GetKeyValues(ref values);
        return [.. values.DenseValues().Select(value => string.Create(CultureInfo.InvariantCulture, $"{value}"))];
    }

    /// <summary>Reads the key's raw value, 1-based, whatever integer type backs it; null when the label is missing.</summary>
    public static Func<uint?> LabelGetter(DataViewRow row, DataViewSchema.Column label) => Type.GetTypeCode(label.Type.RawType) switch
    {
        TypeCode.Byte => Getter<byte>(row, label, value => value),
        TypeCode.UInt16 => Getter<ushort>(row, label, value => value),
        TypeCode.UInt32 => Getter<uint>(row, label, value => value),
        _ => Getter<ulong>(row, label, value => checked((uint)value)),
    };

    static Func<uint?> Getter<T>(DataViewRow row, DataViewSchema.Column label, Func<T, uint> convert)
    {
        var getter = row.GetGetter<T>(label);
        T value = default!;
        return () =>
        {
            getter(ref value);
            return convert(value) is var key and > 0 ? key : null;
        };
    }

    static DataViewSchema.Column Named(DataViewSchema schema, string role, string name) => schema.GetColumnOrNull(name)
        ?? throw new ArgumentOutOfRangeException(nameof(schema), $"Could not find {role} column '{name}'");

    static ArgumentOutOfRangeException Mismatch(string role, DataViewSchema.Column column, string expected) =>
        new("schema", $"Schema mismatch for {role} column '{column.Name}': expected {expected}, got {column.Type}");
}
