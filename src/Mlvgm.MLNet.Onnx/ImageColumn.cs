using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace Mlvgm.MLNet.Onnx;

/// <summary>Columns of images: paths of files, or images.</summary>
static class ImageColumn
{
    /// <summary>The column.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is none, or it holds something else.</exception>
    public static DataViewSchema.Column Find(DataViewSchema schema, string name)
    {
        var column = schema.GetColumnOrNull(name) ?? throw new ArgumentOutOfRangeException("inputSchema", $"Could not find input column '{name}'");
        return column.Type is TextDataViewType or ImageDataViewType
            ? column
            : throw new ArgumentOutOfRangeException(
                "inputSchema", $"Schema mismatch for input column '{name}': expected text, the paths of images, or Image, got {column.Type}");
    }

    /// <summary>The pixels of every row.</summary>
    public static IEnumerable<float[]> Read(IDataView images, string name, EncoderCard card)
    {
        var column = Find(images.Schema, name);
        return column.Type is TextDataViewType ? OfPaths(images, column, card) : OfImages(images, column, card);
    }

    static IEnumerable<float[]> OfPaths(IDataView images, DataViewSchema.Column column, EncoderCard card)
    {
        using var cursor = images.GetRowCursor([column]);
        var getter = cursor.GetGetter<ReadOnlyMemory<char>>(column);
        ReadOnlyMemory<char> path = default;
        while (cursor.MoveNext())
        {
            getter(ref path);
            yield return EncoderPixels.OfFile(path.ToString(), card);
        }
    }

    static IEnumerable<float[]> OfImages(IDataView images, DataViewSchema.Column column, EncoderCard card)
    {
        using var cursor = images.GetRowCursor([column]);
        var getter = cursor.GetGetter<MLImage>(column);
        MLImage? image = null;
        while (cursor.MoveNext())
        {
            getter(ref image!);
            yield return image is null
                ? throw new InvalidDataException($"Row {cursor.Position} of column '{column.Name}' has no image.")
                : EncoderPixels.Of(image, card);
        }
    }
}
