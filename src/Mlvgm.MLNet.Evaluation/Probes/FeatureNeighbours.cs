using System.Numerics.Tensors;
using Mlvgm.MLNet.Evaluation.Labels;

namespace Mlvgm.MLNet.Evaluation.Probes;

/// <summary>Finds the rows whose features point in the direction of a given one. Safe for use by several threads.</summary>
/// <example>See <c>examples/ApiTour/Probing.cs</c>.</example>
public sealed class FeatureNeighbours
{
    readonly float[][] _directions;

    /// <summary>Prepares the rows among which neighbours are looked for.</summary>
    /// <param name="rows">The rows.</param>
    public FeatureNeighbours(LabelledFeatures rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        _directions = [.. rows.Rows.Select(row => Direction(row.Features))];
    }

    /// <summary>The rows of the largest cosine, nearest first; all of them where there are fewer than <paramref name="count"/>.</summary>
    /// <param name="features">As many features as each row has.</param>
    /// <param name="count">How many; at least 1.</param>
    /// <exception cref="ArgumentException">The number of features is another one.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The count is below 1.</exception>
    public IReadOnlyList<FeatureNeighbour> Of(ReadOnlySpan<float> features, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        float[] query = Direction(features);
        var nearest = new PriorityQueue<int, float>(count + 1);
        for (int i = 0; i < _directions.Length; i++)
        {
            float cosine = TensorPrimitives.Dot<float>(query, _directions[i]);
            if (nearest.Count < count) nearest.Enqueue(i, cosine);
            else nearest.EnqueueDequeue(i, cosine);
        }
        var found = new FeatureNeighbour[nearest.Count];
        for (int i = found.Length - 1; nearest.TryDequeue(out int row, out float cosine); i--) found[i] = new FeatureNeighbour(row, cosine);
        return found;
    }

    static float[] Direction(ReadOnlySpan<float> features)
    {
        float[] direction = new float[features.Length];
        float largest = Math.Abs(TensorPrimitives.MaxMagnitude(features));
        if (largest == 0) return direction;
        // Squares of small features would vanish: the largest is brought to 1 before.
        TensorPrimitives.Divide(features, largest, direction);
        TensorPrimitives.Divide(direction, TensorPrimitives.Norm<float>(direction), direction);
        return direction;
    }
}
