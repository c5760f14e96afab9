using System.Text.Json.Serialization;

namespace Mlvgm.MLNet.Evaluation.Probes;

/// <summary>How many test rows of each class were taken for which class.</summary>
/// <example>See <c>examples/ApiTour/Probing.cs</c>.</example>
public sealed class ConfusionMatrix
{
    readonly long[][] _counts;

    /// <summary>An empty matrix.</summary>
    /// <param name="classes">The number of classes; at least 1.</param>
    public ConfusionMatrix(int classes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        _counts = [.. Enumerable.Range(0, classes).Select(_ => new long[classes])];
    }

    /// <summary>A matrix that was counted before.</summary>
    /// <param name="counts">[true class][predicted class]; square, no count negative.</param>
    /// <exception cref="ArgumentException">The counts are not a square of numbers of 0 and more.</exception>
    [JsonConstructor]
    public ConfusionMatrix(IReadOnlyList<IReadOnlyList<long>> counts)
    {
        ArgumentNullException.ThrowIfNull(counts);
        if (counts.Count == 0 || counts.Any(row => row is null || row.Count != counts.Count || row.Any(count => count < 0)))
            throw new ArgumentException("A confusion matrix is a square of counts.", nameof(counts));
        RequireFinite(counts, nameof(counts));
        _counts = [.. counts.Select(row => row.ToArray())];
    }

    /// <summary>The counts of several tests, added.</summary>
    /// <exception cref="ArgumentException">There is none, or they differ in their number of classes.</exception>
    public static ConfusionMatrix Sum(IReadOnlyList<ConfusionMatrix> matrices)
    {
        ArgumentNullException.ThrowIfNull(matrices);
        if (matrices.Select(matrix => matrix._counts.Length).Distinct().Count() != 1)
            throw new ArgumentException("Only matrices of the same classes can be added, and at least one.", nameof(matrices));
        RequireFinite(matrices.SelectMany(matrix => matrix._counts), nameof(matrices));
        var sum = new ConfusionMatrix(matrices[0]._counts.Length);
        foreach (var matrix in matrices)
        {
            for (int label = 0; label < matrix._counts.Length; label++)
            {
                for (int predicted = 0; predicted < matrix._counts.Length; predicted++) sum.Add(label, predicted, matrix._counts[label][predicted]);
            }
        }
        return sum;
    }

    /// <summary>Rows of the test set: [true class][predicted class].</summary>
    public IReadOnlyList<IReadOnlyList<long>> Counts => _counts;

    /// <summary>The share of each class that was recognised, in [0, 1]; null for a class without a test row.</summary>
    public IReadOnlyList<double?> PerClass => [.. _counts.Select((row, c) => row.Sum() is var total and > 0 ? (double?)row[c] / total : null)];

    /// <summary>The share of all rows that was recognised: top-1 accuracy.</summary>
    [JsonIgnore]
    public double Accuracy => (double)_counts.Select((row, c) => row[c]).Sum() / _counts.Sum(row => row.Sum());

    /// <summary>The mean of <see cref="PerClass"/> over classes with a test row, balanced accuracy; null where there is no row.</summary>
    public double? MeanPerClass => PerClass.Average();

    static void RequireFinite(IEnumerable<IEnumerable<long>> rows, string name)
    {
        if (rows.SelectMany(row => row).Aggregate(Int128.Zero, (total, count) => total + count) > long.MaxValue)
            throw new ArgumentException($"A confusion matrix counts at most {long.MaxValue} predictions.", name);
    }

    internal void Add(int label, int predicted, long count = 1) => _counts[label][predicted] += count;
}
