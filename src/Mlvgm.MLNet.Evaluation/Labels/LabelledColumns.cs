using Microsoft.ML;
using Microsoft.ML.Data;

namespace Mlvgm.MLNet.Evaluation.Labels;

/// <summary>Checks the feature and label columns of labelled data before any row is read, in ML.NET's words.</summary>
static class LabelledColumns
{
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

    static DataViewSchema.Column Named(DataViewSchema schema, string role, string name) => schema.GetColumnOrNull(name)
        ?? throw new ArgumentOutOfRangeException(nameof(schema), $"Could not find {role} column '{name}'");

    static ArgumentOutOfRangeException Mismatch(string role, DataViewSchema.Column column, string expected) =>
        new("schema", $"Schema mismatch for {role} column '{column.Name}': expected {expected}, got {column.Type}");
}
