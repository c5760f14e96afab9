using Microsoft.ML;
using Microsoft.ML.Data;

namespace Mlvgm.MLNet.Streaming;

/// <summary>
/// A cursor over rows that are computed from their number, in chunks. Of a set of n cursors, number k takes the chunks k, k + n, ...;
/// a chunk's number is its rows' <see cref="Batch"/>, so that a set can be merged into the order of a single cursor.
/// </summary>
/// <remarks>All state belongs to the cursor: each may be driven by a thread of its own.</remarks>
abstract class ChunkCursor : DataViewRowCursor
{
    /// <summary>Rows in a chunk; the last of a bounded view may have fewer.</summary>
    public const int ChunkSize = 64;

    readonly bool[] _active;
    readonly long? _rowCount;
    readonly int _cursorCount;
    long _chunk, _position = -1;
    bool _started, _ended;

    /// <summary>Creates cursor <paramref name="index"/> of <paramref name="cursorCount"/>, before its first row.</summary>
    protected ChunkCursor(
        DataViewSchema schema, IEnumerable<DataViewSchema.Column> columnsNeeded, long? rowCount, int index, int cursorCount)
    {
        Schema = schema;
        _rowCount = rowCount;
        _cursorCount = cursorCount;
        _chunk = index;
        _active = new bool[schema.Count];
        foreach (var column in columnsNeeded) _active[CheckedIndex(column)] = true;
    }

    /// <inheritdoc/>
    public override DataViewSchema Schema { get; }

    /// <inheritdoc/>
    public override long Position => _ended ? -1 : _position;

    /// <inheritdoc/>
    public override long Batch => _chunk;

    /// <summary>The number, in the view, of the current row's chunk's first row.</summary>
    protected long ChunkStart => _chunk * ChunkSize;

    /// <summary>Rows in the current chunk.</summary>
    protected int ChunkLength => (int)Math.Min(ChunkSize, (_rowCount ?? long.MaxValue) - ChunkStart);

    /// <summary>The current row's place in its chunk.</summary>
    protected int RowInChunk { get; private set; }

    /// <inheritdoc/>
    public override bool IsColumnActive(DataViewSchema.Column column) => _active[CheckedIndex(column)];

    /// <inheritdoc/>
    public override bool MoveNext()
    {
        if (_ended) return false;
        if (!_started) _started = true;
        else if (++RowInChunk == ChunkSize) (_chunk, RowInChunk) = (_chunk + _cursorCount, 0);
        _ended = ChunkStart + RowInChunk >= (_rowCount ?? long.MaxValue);
        if (!_ended) _position++;
        return !_ended;
    }

    /// <inheritdoc/>
    public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) =>
    {
        CheckOnRow();
        id = new DataViewRowId((ulong)(ChunkStart + RowInChunk), 0);
    };

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The column is another view's, or not among those the cursor was asked for.</exception>
    /// <exception cref="InvalidOperationException">The column has another type.</exception>
    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        if (!IsColumnActive(column))
            throw new ArgumentOutOfRangeException(nameof(column), $"Column '{column.Name}' is not active in this cursor.");
        return MakeGetter(column.Index) as ValueGetter<TValue> ?? throw new InvalidOperationException(
            $"Invalid TValue in GetGetter for column '{column.Name}': '{typeof(TValue)}', expected type: '{column.Type.RawType}'.");
    }

    /// <summary>The getter of a column, a <see cref="ValueGetter{TValue}"/> of the column's raw type.</summary>
    protected abstract Delegate MakeGetter(int column);

    /// <summary>Every getter calls this first.</summary>
    /// <exception cref="InvalidOperationException">The cursor has not begun, or has ended.</exception>
    protected void CheckOnRow()
    {
        if (!_started || _ended)
            throw new InvalidOperationException("The cursor is not on a row: call MoveNext, and stop when it returns false.");
    }

    int CheckedIndex(DataViewSchema.Column column) => column.Index < Schema.Count && Schema[column.Index].Name == column.Name
        ? column.Index
        : throw new ArgumentOutOfRangeException(
            nameof(column), $"Could not find column '{column.Name}' at index {column.Index} of this view.");
}
