using Microsoft.ML;

namespace Mlvgm.MLNet.Streaming;

/// <summary>Sets of cursors that share a view's rows.</summary>
static class CursorSet
{
    /// <summary>Makes <paramref name="wanted"/> cursors, or as many as there are chunks of rows if that is fewer; at least one.</summary>
    /// <param name="wanted">How many ML.NET asks for; at least 1.</param>
    /// <param name="rowCount">The rows of the view; null when it never ends.</param>
    /// <param name="make">Makes the cursor of an index and a number of cursors.</param>
    public static DataViewRowCursor[] Create(int wanted, long? rowCount, Func<int, int, DataViewRowCursor> make)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(wanted, 1);
        long chunks = Math.Max(1, ((rowCount ?? long.MaxValue) - 1) / ChunkCursor.ChunkSize + 1);
        int count = (int)Math.Min(wanted, chunks);
        return [.. Enumerable.Range(0, count).Select(index => make(index, count))];
    }
}
