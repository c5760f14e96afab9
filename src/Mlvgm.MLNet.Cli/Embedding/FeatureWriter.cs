using Microsoft.ML;
using Microsoft.ML.Data;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.IO;

namespace Mlvgm.MLNet.Cli.Embedding;

/// <summary>Writes features as ML.NET's binary data view or as CSV: the image, its class, and the vector; one part in memory at a time.</summary>
static class FeatureWriter
{
    public const string Binary = "idv";
    public const string Text = "csv";

    /// <summary>Writes <paramref name="file"/>, whose extension is the format.</summary>
    /// <param name="file">The file.</param>
    /// <param name="images">The images.</param>
    /// <param name="root">The folder relative to which files are named.</param>
    /// <param name="width">Features of an image.</param>
    /// <param name="parts">The features.</param>
    public static void Write(string file, IImageSet images, string root, int width, IEnumerable<EmbeddingPart> parts)
    {
        var ml = new MLContext();
        var schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, width);
        ReadOnlyMemory<char>[] names = [.. Enumerable.Range(0, width).Select(i => $"f{i}".AsMemory())];
        schema[nameof(Row.Features)].AddAnnotation(
            "SlotNames", new VBuffer<ReadOnlyMemory<char>>(width, names), new VectorDataViewType(TextDataViewType.Instance, width));
        var view = ml.Data.LoadFromEnumerable(Rows(images, root, width, parts), schema);
        AtomicFile.Write(file, stream =>
        {
            if (Path.GetExtension(file) == $".{Binary}") ml.Data.SaveAsBinary(view, stream);
            else ml.Data.SaveAsText(view, stream, separatorChar: ',', headerRow: true, schema: false, forceDense: true);
        });
    }

    static IEnumerable<Row> Rows(IImageSet images, string root, int width, IEnumerable<EmbeddingPart> parts) =>
        from part in parts
        from row in part.Images.Index()
        select new Row
        {
            Image = images is ImageFileSet files ? Path.GetRelativePath(root, files.Paths[row.Item]) : row.Item.ToString(),
            Class = images.Labels.Count == 0 ? "" : images.ClassNames[images.Labels[row.Item]],
            Features = part.Features.AsSpan(row.Index * width, width).ToArray(),
        };

    sealed class Row
    {
        public string Image { get; set; } = "";

        public string Class { get; set; } = "";

        public float[] Features { get; set; } = [];
    }
}
