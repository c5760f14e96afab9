using System.Diagnostics;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Evaluation.Labels;
using Mlvgm.MLNet.Settings;

namespace Mlvgm.MLNet.Evaluation.Probes;

/// <summary>
/// Weighted nearest neighbours on frozen features (Wu et al., CVPR 2018): the k training rows of the largest cosine vote for their class with
/// exp(cosine / τ). Nothing is trained.
/// </summary>
/// <example>See <c>examples/ApiTour/Probing.cs</c>.</example>
public sealed class NearestNeighbourProbe
{
    readonly Options _options;

    /// <summary>Creates a probe.</summary>
    /// <param name="options">k and τ; the defaults when null.</param>
    /// <exception cref="SettingsException">An option is out of range.</exception>
    public NearestNeighbourProbe(Options? options = null)
    {
        _options = options ?? new Options();
        SettingsOf.Validate(_options);
    }

    /// <summary>Classifies every row of <paramref name="test"/> by its neighbours in <paramref name="train"/>.</summary>
    /// <exception cref="ArgumentException">
    /// The two sets differ in feature width or number of classes, one is empty, or there are fewer training rows than neighbours.
    /// </exception>
    public ProbeResult Evaluate(LabelledFeatures train, LabelledFeatures test)
    {
        test = ProbeSets.Join(train, test);
        if (train.Count < _options.Neighbours)
            throw new ArgumentException($"There are {train.Count} training rows, fewer than the {_options.Neighbours} neighbours.", nameof(train));
        var clock = Stopwatch.StartNew();
        var neighbours = new FeatureNeighbours(train);
        int[][] ranked = new int[test.Count][];
        Parallel.For(0, test.Count, i => ranked[i] = Rank(neighbours.Of(test.Rows[i].Features, _options.Neighbours), train));
        var confusion = new ConfusionMatrix(train.Classes);
        int inTop = 0;
        for (int i = 0; i < ranked.Length; i++)
        {
            int label = (int)test.Rows[i].Label;
            confusion.Add(label, ranked[i][0]);
            if (ranked[i].Take(ProbeResult.TopK).Contains(label)) inTop++;
        }
        return new ProbeResult(confusion.Accuracy, (double)inTop / test.Count, train.Count, test.Count, clock.Elapsed.TotalSeconds)
        {
            Confusion = confusion,
        };
    }

    /// <summary>Classes by their votes, the most voted first; those without a vote by their number.</summary>
    int[] Rank(IReadOnlyList<FeatureNeighbour> nearest, LabelledFeatures train)
    {
        double[] votes = new double[train.Classes];
        foreach (var neighbour in nearest) votes[train.Rows[neighbour.Row].Label] += Math.Exp(neighbour.Cosine / _options.Temperature);
        return [.. Enumerable.Range(0, train.Classes).OrderByDescending(c => votes[c]).ThenBy(c => c)];
    }

    /// <summary>Options of the probe.</summary>
    public sealed record Options : ISettings
    {
        /// <summary>k, the neighbours that vote.</summary>
        [Neighbours]
        public int Neighbours { get; init; } = NeighboursAttribute.Default;

        /// <summary>τ of the votes' weights; positive.</summary>
        [Setting("Temperature of the votes of nearest neighbours.", Option = "vote-temperature", Placeholder = "T", Above = 0)]
        public float Temperature { get; init; } = NeighboursAttribute.VoteTemperature;
    }
}
