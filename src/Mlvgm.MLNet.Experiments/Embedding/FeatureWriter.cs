using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.IO;

namespace Mlvgm.MLNet.Experiments.Embedding;

/// <summary>Writes features as ML.NET's binary data view or as CSV: the image, its class, and the vector; one part in memory at a time.</summary>
static class FeatureWriter
{
    /// <summary>Writes <paramref name="file"/>, whose extension is the format.</summary>
    /// <param name="file">The file.</param>
    /// <param name="images">The images.</param>
    /// <param name="root">The folder relative to which files are named.</param>
    /// <param name="width">Features of an image.</param>
    /// <param name="parts">The features.</param>
    /// <returns>The number of images written, and those left out, each with the reason.</returns>
    public static (int Images, IReadOnlyList<string> Skipped) Write(string file, IImageSet images, string root, int width, IEnumerable<EmbeddingPart> parts)
    {
        var ml = new MLContext();
        var schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, width);
        ReadOnlyMemory<char>[] names = [.. Enumerable.Range(0, width).Select(i => $"f{i}".AsMemory())];
        schema[nameof(Row.Features)].AddAnnotation(
            "SlotNames", new VBuffer<ReadOnlyMemory<char>>(width, names), new VectorDataViewType(TextDataViewType.Instance, width));
        var (count, skipped) = (0, new List<string>());
        var view = ml.Data.LoadFromEnumerable(Rows(), schema);
        AtomicFile.Write(file, stream =>
        {
            if (Path.GetExtension(file) == ".idv") ml.Data.SaveAsBinary(view, stream);
            else ml.Data.SaveAsText(view, stream, separatorChar: ',', headerRow: true, schema: false, forceDense: true);
        });
        return (count, skipped);

        // Every cursor of ML.NET begins anew, and so do the counts.
        IEnumerable<Row> Rows()
        {
            count = 0;
            skipped.Clear();
            foreach (var part in parts)
            {
                count += part.Images.Length;
                skipped.AddRange(part.Skipped);
                foreach (var (row, image) in part.Images.Index())
                    yield return new Row(images, image, root) { Features = part.Features.AsSpan(row * width, width).ToArray() };
            }
        }
    }

    sealed class Row
    {
        public Row()
        {
        }

        public Row(IImageSet images, int image, string root)
        {
            Image = images is ImageFileSet files ? Path.GetRelativePath(root, files.Paths[image]) : image.ToString(CultureInfo.InvariantCulture);
            if (images.Labels.Count > 0) Class = images.ClassNames[images.Labels[image]];
        }

        public string Image { get; set; } = "";

        public string Class { get; set; } = "";

        public float[] Features { get; set; } = [];
    }
}
