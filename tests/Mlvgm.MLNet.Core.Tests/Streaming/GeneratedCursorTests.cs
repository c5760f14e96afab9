using CsCheck;
using Microsoft.ML;
using Microsoft.ML.Data;
using Mlvgm.MLNet.Streaming;

namespace Mlvgm.MLNet.Tests.Streaming;

public class GeneratedCursorTests
{
    static readonly string[] Columns = ["global", "Anchor", "Positive"];

    static GeneratedDataView View(long? rowCount) =>
        new MLContext().Data.LoadFromGenerator(new FakeGenerator(), FakeGenerator.Strategy, rowCount, 5);

    [Fact]
    public void A_set_of_cursors_shares_out_the_rows_of_one() => Gen.Select(Gen.Long[1, 400], Gen.Int[1, 9]).Sample((rowCount, n) =>
    {
        var view = View(rowCount);
        var whole = ViewReading.Drain(view.GetRowCursor(view.Schema), Columns);
        Assert.Equal(Enumerable.Range(0, (int)rowCount).Select(i => (ulong)i), whole.Select(row => row.Id));
        var parts = view.GetRowCursorSet(view.Schema, n).Select(cursor => ViewReading.Drain(cursor, Columns)).ToList();
        AssertSame(whole, parts);
    }, iter: 30);

    [Fact]
    public void Cursors_on_threads_of_their_own_give_the_same_rows()
    {
        var view = View(2000);
        var whole = ViewReading.Drain(view.GetRowCursor(view.Schema), Columns);
        var cursors = view.GetRowCursorSet(view.Schema, 6);
        var parts = new List<(ulong, long, float[])>[6];
        var threads = cursors.Select((cursor, i) => new Thread(() => parts[i] = ViewReading.Drain(cursor, Columns))).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        AssertSame(whole, [.. parts]);
    }

    static void AssertSame(List<(ulong Id, long Batch, float[] Values)> whole, List<List<(ulong Id, long Batch, float[] Values)>> parts)
    {
        foreach (var part in parts) Assert.Equal(part.Select(row => row.Batch).Order(), part.Select(row => row.Batch));
        int Batches(List<(ulong Id, long Batch, float[] Values)> rows) => rows.Select(row => row.Batch).Distinct().Count();
        Assert.Equal(Batches(whole), parts.Sum(Batches)); // no batch is in two parts
        var merged = parts.SelectMany(part => part).OrderBy(row => row.Batch).ToList(); // as ML.NET merges: by batch, stable
        Assert.Equal(whole.Select(row => row.Id), merged.Select(row => row.Id));
        Assert.Equal(whole.Select(row => row.Values), merged.Select(row => row.Values));
    }

    [Fact]
    public void A_set_has_no_cursor_without_rows()
    {
        Assert.Equal(2, View(65).GetRowCursorSet([], 8).Length);
        Assert.Single(View(64).GetRowCursorSet([], 8));
        Assert.Equal(8, View(null).GetRowCursorSet([], 8).Length);
    }

    [Fact]
    public void A_cursor_can_be_left_halfway_and_the_next_begins_again()
    {
        var view = View(null);
        for (int repeat = 0; repeat < 3; repeat++)
        {
            using var cursor = view.GetRowCursor(view.Schema);
            var getter = cursor.GetGetter<VBuffer<float>>(view.Schema["Anchor"]);
            for (int i = 0; i < 70; i++) Assert.True(cursor.MoveNext());
            VBuffer<float> value = default;
            getter(ref value);
            Assert.Equal(69, cursor.Position);
            Assert.Equal(new MLContext().Data.TakeRows(view, 70).Vectors("Anchor")[69], value.GetValues().ToArray());
        }
    }

    [Fact]
    public void Off_a_row_values_and_ids_are_refused()
    {
        var view = View(1);
        var cursor = view.GetRowCursor(view.Schema);
        var value = cursor.GetGetter<VBuffer<float>>(view.Schema["global"]);
        var id = cursor.GetIdGetter();
        VBuffer<float> vector = default;
        DataViewRowId rowId = default;
        Assert.Equal(-1, cursor.Position);
        Assert.Throws<InvalidOperationException>(() => value(ref vector));
        Assert.True(cursor.MoveNext());
        value(ref vector);
        Assert.False(cursor.MoveNext());
        Assert.False(cursor.MoveNext());
        Assert.Equal(-1, cursor.Position);
        Assert.Throws<InvalidOperationException>(() => value(ref vector));
        Assert.Throws<InvalidOperationException>(() => id(ref rowId));
    }

    [Fact]
    public void An_inactive_column_a_wrong_type_and_a_foreign_column_are_refused()
    {
        var view = View(1);
        var cursor = view.GetRowCursor([view.Schema["global"]]);
        Assert.False(cursor.IsColumnActive(view.Schema["Anchor"]));
        Assert.Contains(
            "'Anchor'", Assert.Throws<ArgumentOutOfRangeException>(() => cursor.GetGetter<VBuffer<float>>(view.Schema["Anchor"])).Message);
        Assert.Contains("'global'", Assert.Throws<InvalidOperationException>(() => cursor.GetGetter<float>(view.Schema["global"])).Message);
        var other = new DataViewSchema.Builder();
        other.AddColumn("foreign", NumberDataViewType.Single);
        Assert.Throws<ArgumentOutOfRangeException>(() => view.GetRowCursor(other.ToSchema()));
        Assert.Throws<ArgumentOutOfRangeException>(() => view.GetRowCursorSet(view.Schema, 0));
    }

    [Fact]
    public void A_getter_writes_into_the_memory_it_is_given()
    {
        var view = View(64);
        var cursor = view.GetRowCursor(view.Schema);
        var getter = cursor.GetGetter<VBuffer<float>>(view.Schema["Anchor"]);
        VBuffer<float> value = default;
        cursor.MoveNext();
        getter(ref value);
        long before = GC.GetAllocatedBytesForCurrentThread();
        while (cursor.MoveNext()) getter(ref value);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 63 * 100); // a copy of 60 floats would be 264 bytes a row
    }
}
