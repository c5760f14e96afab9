using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;
using Mlvgm.MLNet.Generators;

namespace Mlvgm.MLNet.Streaming;

/// <summary>What stands in each column of a generated view.</summary>
sealed class GeneratedColumns
{
    /// <summary>The annotation, a Boolean, on every column of a view without end.</summary>
    public const string EndlessAnnotation = "Endless";

    readonly List<(GeneratedColumn Kind, int Latent)> _columns = [];

    /// <summary>Lays the columns out.</summary>
    /// <exception cref="ArgumentException">A column name is blank or occurs twice.</exception>
    public GeneratedColumns(IGenerator generator, GeneratedDataView.Options options)
    {
        var shape = generator.ImageShape;
        var schema = new DataViewSchema.Builder();
        var annotations = options.RowCount is null ? Endless() : null;
        HashSet<string> names = new(StringComparer.Ordinal);
        void Add(string name, DataViewType type, GeneratedColumn kind, int latent = -1)
        {
            if (string.IsNullOrWhiteSpace(name)) throw new ArgumentException("A column name is blank.", nameof(options));
            if (!names.Add(name))
                throw new ArgumentException($"The column name '{name}' occurs twice; choose another in the options.", nameof(options));
            schema.AddColumn(name, type, annotations);
            _columns.Add((kind, latent));
        }

        foreach (var (i, latent) in generator.Layout.Latents.Index())
            Add(latent.Name, new VectorDataViewType(NumberDataViewType.Single, latent.Shape.ToArray()), GeneratedColumn.Latent, i);
        var vector = new VectorDataViewType(NumberDataViewType.Single, shape.Channels, shape.Height, shape.Width);
        Add(options.AnchorColumnName, vector, GeneratedColumn.Anchor);
        Add(options.PositiveColumnName, vector, GeneratedColumn.Positive);
        var image = new ImageDataViewType(shape.Height, shape.Width);
        if (options.AnchorImageColumnName is { } anchor) Add(anchor, image, GeneratedColumn.AnchorImage);
        if (options.PositiveImageColumnName is { } positive) Add(positive, image, GeneratedColumn.PositiveImage);
        Schema = schema.ToSchema();
    }

    /// <summary>The view's schema.</summary>
    public DataViewSchema Schema { get; }

    static DataViewSchema.Annotations Endless()
    {
        var annotations = new DataViewSchema.Annotations.Builder();
        annotations.AddPrimitiveValue(EndlessAnnotation, BooleanDataViewType.Instance, true);
        return annotations.ToAnnotations();
    }

    /// <summary>What column <paramref name="index"/> holds, and for a latent which.</summary>
    public (GeneratedColumn Kind, int Latent) this[int index] => _columns[index];
}
