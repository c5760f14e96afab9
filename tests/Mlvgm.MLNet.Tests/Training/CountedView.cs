using Microsoft.ML;
using Microsoft.ML.Data;

namespace Mlvgm.MLNet.Tests.Training;

/// <summary>Rows that somebody else holds, with a count of the cursors that were opened over them.</summary>
sealed class CountedView(IDataView rows) : IDataView
{
    public int Cursors { get; private set; }

    public DataViewSchema Schema => rows.Schema;

    public bool CanShuffle => rows.CanShuffle;

    public long? GetRowCount() => rows.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        Cursors++;
        return rows.GetRowCursor(columnsNeeded, rand);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        Cursors++;
        return rows.GetRowCursorSet(columnsNeeded, n, rand);
    }
}
