using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Microsoft.ML;
using Microsoft.ML.Data;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Encoders;
using Mlvgm.MLNet.Identities;
using Mlvgm.MLNet.IO;
using Mlvgm.MLNet.Seeding;

namespace Mlvgm.MLNet.FineTuning;

/// <summary>The classes of a view's rows, and which rows are learned from.</summary>
sealed class LabelledRows
{
    const int Missing = -1;

    readonly int[] _labels;

    LabelledRows(int[] labels, IReadOnlyList<string> classNames) => (_labels, ClassNames) = (labels, classNames);

    /// <summary>The class of every row, 0-based; -1 where a row has none.</summary>
    public IReadOnlyList<int> Labels => _labels;

    /// <summary>The classes' names.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>Rows without a class, which are left out.</summary>
    public int Unlabelled => Labels.Count(label => label == Missing);

    /// <summary>Classes and their names: others are another run.</summary>
    public Identity Identity => new Identity().With("labels", ContentHash.Of(MemoryMarshal.AsBytes(_labels.AsSpan())))
        .With("classes", new JsonArray([.. ClassNames.Select(name => JsonValue.Create(name))]));

    /// <summary>Reads the classes; no image is read.</summary>
    /// <param name="view">The rows.</param>
    /// <param name="labelColumnName">The column of classes, a key as for ML.NET's own trainers.</param>
    /// <exception cref="ArgumentOutOfRangeException">The column is missing, or no key.</exception>
    /// <exception cref="InvalidOperationException">There are fewer than two classes.</exception>
    public static LabelledRows Read(IDataView view, string labelColumnName)
    {
        if (view.Schema.GetColumnOrNull(labelColumnName) is not { } column) throw EncoderInput.Missing(labelColumnName);
        if (column.Type is not KeyDataViewType)
            throw EncoderInput.Mismatch(labelColumnName, "a key (make one with ml.Transforms.Conversion.MapValueToKey)", column.Type.ToString()!);
        var labels = new List<int>();
        using (var cursor = view.GetRowCursor([column]))
        {
            var key = KeyColumn.Getter(cursor, column);
            while (cursor.MoveNext()) labels.Add((int?)key() - 1 ?? Missing);
        }
        var rows = new LabelledRows([.. labels], KeyColumn.NamesOrNumbers(column));
        return labels.Where(label => label != Missing).Distinct().Count() >= 2
            ? rows
            : throw new InvalidOperationException($"The rows of column '{labelColumnName}' are of fewer than two classes: there is nothing to tell apart.");
    }

    /// <summary>The rows that are learned from, and those on which accuracy is measured, ascending.</summary>
    /// <param name="share">The share of every class that is measured on; of a class of one row, none.</param>
    /// <param name="seed">The seed of the draw.</param>
    public (IReadOnlyList<int> Learned, IReadOnlyList<int> HeldOut) Split(double share, ulong seed)
    {
        var (learned, heldOut) = (new List<int>(), new List<int>());
        foreach (var rows in Labels.Index().Where(row => row.Item != Missing).GroupBy(row => row.Item, row => row.Index))
        {
            int[] own = [.. rows];
            int held = share == 0 ? 0 : Math.Clamp((int)Math.Round(share * own.Length, MidpointRounding.AwayFromZero), 1, own.Length - 1);
            int[] order = [.. Permutation.Of(own.Length, new SeedKey(seed, "fine-tuning/validation", step: rows.Key)).Select(i => own[i])];
            heldOut.AddRange(order[..held]);
            learned.AddRange(order[held..]);
        }
        learned.Sort();
        heldOut.Sort();
        return (learned, heldOut);
    }
}
