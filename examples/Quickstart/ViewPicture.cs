using Microsoft.ML.Data;
using Mlvgm.MLNet.IO;
using Mlvgm.MLNet.Streaming;

namespace Quickstart;

/// <summary>Draws the first rows of a generated view: what the encoder is told to regard as the same.</summary>
static class ViewPicture
{
    const int Columns = 16;
    const int PairsOfRows = 4;

    /// <summary>Writes a grid in which every row of anchors stands above the row of their positives.</summary>
    public static void Write(GeneratedDataView views, string path)
    {
        var shape = views.Generator.ImageShape;
        var anchor = views.Schema[views.AnchorColumnName];
        var positive = views.Schema[views.PositiveColumnName];
        var images = new float[2 * PairsOfRows * Columns * shape.Size];
        using var cursor = views.GetRowCursor([anchor, positive]);
        var (anchors, positives) = (cursor.GetGetter<VBuffer<float>>(anchor), cursor.GetGetter<VBuffer<float>>(positive));
        VBuffer<float> buffer = default;
        for (int i = 0; i < PairsOfRows * Columns && cursor.MoveNext(); i++)
        {
            int place = 2 * (i / Columns) * Columns + i % Columns;
            anchors(ref buffer);
            buffer.CopyTo(images.AsSpan(place * shape.Size));
            positives(ref buffer);
            buffer.CopyTo(images.AsSpan((place + Columns) * shape.Size));
        }
        ImageGrid.WritePng(path, images, shape, Columns, scale: 2);
    }
}
