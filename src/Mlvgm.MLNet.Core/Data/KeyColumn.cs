using System.Globalization;
using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Mlvgm.MLNet.Data;

/// <summary>Columns of classes, which ML.NET keeps as keys: numbers from 1 on, 0 for a missing value, with what they stand for beside them.</summary>
/// <example>See <c>examples/ApiTour/FineTuning.cs</c>.</example>
public static class KeyColumn
{
    const string KeyValues = "KeyValues";

    static readonly MethodInfo ValuesOf = typeof(KeyColumn).GetMethod(nameof(Values), BindingFlags.NonPublic | BindingFlags.Static)!;

    /// <summary>What a key's numbers stand for, as text, whatever type it has; empty where the column does not say.</summary>
    /// <param name="column">A column of keys.</param>
    public static IReadOnlyList<string> Names(DataViewSchema.Column column) =>
        column.Annotations.Schema.GetColumnOrNull(KeyValues)?.Type is VectorDataViewType { ItemType.RawType: var type }
            ? ValuesOf.MakeGenericMethod(type).CreateDelegate<Func<DataViewSchema.Column, IReadOnlyList<string>>>()(column)
            : [];

    /// <summary>The same, and numbers from 0 on where the column does not say.</summary>
    /// <param name="column">A column of keys.</param>
    public static IReadOnlyList<string> NamesOrNumbers(DataViewSchema.Column column) => Names(column) is { Count: > 0 } names
        ? names
        : [.. Enumerable.Range(0, checked((int)((KeyDataViewType)column.Type).Count)).Select(i => i.ToString(CultureInfo.InvariantCulture))];

    /// <summary>Reads the key of a row, from 1 on, whatever integer type backs it; null where it is missing.</summary>
    /// <param name="row">The row, or the cursor that stands on it.</param>
    /// <param name="column">A column of keys.</param>
    public static Func<uint?> Getter(DataViewRow row, DataViewSchema.Column column)
    {
        ArgumentNullException.ThrowIfNull(row);
        return Type.GetTypeCode(column.Type.RawType) switch
        {
            TypeCode.Byte => Getter<byte>(row, column, value => value),
            TypeCode.UInt16 => Getter<ushort>(row, column, value => value),
            TypeCode.UInt32 => Getter<uint>(row, column, value => value),
            _ => Getter<ulong>(row, column, value => checked((uint)value)),
        };
    }

    /// <summary>What a column of keys says of them.</summary>
    internal static DataViewSchema.Annotations Annotations(IReadOnlyList<string> names)
    {
        var annotations = new DataViewSchema.Annotations.Builder();
        annotations.Add(
            KeyValues, new VectorDataViewType(TextDataViewType.Instance, names.Count), (ref VBuffer<ReadOnlyMemory<char>> value) =>
        {
            var editor = VBufferEditor.Create(ref value, names.Count);
            for (int i = 0; i < names.Count; i++) editor.Values[i] = names[i].AsMemory();
            value = editor.Commit();
        });
        return annotations.ToAnnotations();
    }

    static IReadOnlyList<string> Values<T>(DataViewSchema.Column column)
    {
        VBuffer<T> values = default;
        column.GetKeyValues(ref values);
        return [.. values.DenseValues().Select(value => string.Create(CultureInfo.InvariantCulture, $"{value}"))];
    }

    static Func<uint?> Getter<T>(DataViewRow row, DataViewSchema.Column column, Func<T, uint> convert)
    {
        var getter = row.GetGetter<T>(column);
        T value = default!;
        return () =>
        {
            getter(ref value);
            return convert(value) is var key and > 0 ? key : null;
        };
    }
}
