using System.Diagnostics;
using System.Numerics.Tensors;
using Mlvgm.MLNet.Evaluation.Labels;

namespace Mlvgm.MLNet.Evaluation.Probes;

/// <summary>
/// Weighted nearest neighbours on frozen features (Wu et al., CVPR 2018): the k training rows of the largest cosine vote for their class with
/// exp(cosine / τ). Nothing is trained.
/// </summary>
public sealed class NearestNeighbourProbe
{
    const int TopK = 5;
    readonly Options _options;

    /// <summary>Creates a probe.</summary>
    /// <param name="options">k and τ; the defaults when null.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public NearestNeighbourProbe(Options? options = null)
    {
        _options = options ?? new Options();
        if (_options.Neighbours < 1) throw new ArgumentOutOfRangeException(nameof(options), _options.Neighbours, "Neighbours must be at least 1.");
        if (!(_options.Temperature > 0)) throw new ArgumentOutOfRangeException(nameof(options), _options.Temperature, "Temperature must be positive.");
    }

    /// <summary>Classifies every row of <paramref name="test"/> by its neighbours in <paramref name="train"/>.</summary>
    /// <exception cref="ArgumentException">
    /// The two sets differ in feature width or number of classes, one is empty, or there are fewer training rows than neighbours.
    /// </exception>
    public ProbeResult Evaluate(LabelledFeatures train, LabelledFeatures test)
    {
        ProbeSets.Check(train, test);
        if (train.Count < _options.Neighbours)
            throw new ArgumentException($"There are {train.Count} training rows, fewer than the {_options.Neighbours} neighbours.", nameof(train));
        var clock = Stopwatch.StartNew();
        float[][] references = [.. train.Rows.Select(Direction)];
        uint[] labels = [.. train.Rows.Select(row => row.Label)];
        int[][] ranked = new int[test.Count][];
        Parallel.For(0, test.Count, i => ranked[i] = Rank(Direction(test.Rows[i]), references, labels, train.Classes));
        var confusion = new ConfusionMatrix(train.Classes);
        int inTop = 0;
        for (int i = 0; i < ranked.Length; i++)
        {
            int label = (int)test.Rows[i].Label;
            confusion.Add(label, ranked[i][0]);
            if (ranked[i].Take(TopK).Contains(label)) inTop++;
        }
        return new ProbeResult(confusion.Accuracy, (double)inTop / test.Count, train.Count, test.Count, clock.Elapsed.TotalSeconds)
        {
            Confusion = confusion,
        };
    }

    /// <summary>Classes by their votes, the most voted first; those without a vote by their number.</summary>
    int[] Rank(float[] query, float[][] references, uint[] labels, int classes)
    {
        var nearest = new PriorityQueue<int, float>(_options.Neighbours + 1);
        for (int i = 0; i < references.Length; i++)
        {
            float cosine = TensorPrimitives.Dot<float>(query, references[i]);
            if (nearest.Count < _options.Neighbours) nearest.Enqueue(i, cosine);
            else nearest.EnqueueDequeue(i, cosine);
        }
        double[] votes = new double[classes];
        while (nearest.TryDequeue(out int place, out float cosine)) votes[labels[place]] += Math.Exp(cosine / _options.Temperature);
        return [.. Enumerable.Range(0, classes).OrderByDescending(c => votes[c]).ThenBy(c => c)];
    }

    static float[] Direction(LabelledFeatures.Row row)
    {
        float length = MathF.Max(TensorPrimitives.Norm<float>(row.Features), float.Epsilon);
        float[] direction = new float[row.Features.Length];
        TensorPrimitives.Divide(row.Features, length, direction);
        return direction;
    }

    /// <summary>Options of the probe.</summary>
    public sealed class Options
    {
        /// <summary>k, the neighbours that vote; at least 1.</summary>
        public int Neighbours = 20;

        /// <summary>τ of the votes' weights; positive.</summary>
        public float Temperature = 0.07f;
    }
}
