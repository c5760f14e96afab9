using Microsoft.ML;
using Microsoft.ML.Data;

namespace Mlvgm.MLNet.Tests.Streaming;

static class ViewReading
{
    /// <summary>A vector column, row by row.</summary>
    public static float[][] Vectors(this IDataView view, string column) => [.. view.GetColumn<float[]>(column)];

    /// <summary>The chosen vector columns of every row that a cursor still has, by row id.</summary>
    public static List<(ulong Id, long Batch, float[] Values)> Drain(DataViewRowCursor cursor, params string[] columns)
    {
        List<(ulong, long, float[])> rows = [];
        var id = cursor.GetIdGetter();
        var getters = columns.Select(name => cursor.GetGetter<VBuffer<float>>(cursor.Schema[name])).ToArray();
        DataViewRowId rowId = default;
        VBuffer<float> value = default;
        while (cursor.MoveNext())
        {
            List<float> values = [];
            foreach (var getter in getters)
            {
                getter(ref value);
                values.AddRange(value.DenseValues());
            }
            id(ref rowId);
            rows.Add((rowId.Low, cursor.Batch, [.. values]));
        }
        return rows;
    }
}
