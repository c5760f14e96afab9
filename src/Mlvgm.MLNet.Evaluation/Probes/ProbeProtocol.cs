using Microsoft.ML;
using Mlvgm.MLNet.Evaluation.Labels;
using Mlvgm.MLNet.Settings;

namespace Mlvgm.MLNet.Evaluation.Probes;

/// <summary>Probes features with several label budgets: the features are computed once, each small budget is drawn once per seed.</summary>
/// <example>See <c>examples/ApiTour/ComparedFeatures.cs</c>.</example>
public sealed class ProbeProtocol
{
    readonly LinearProbe _probe;
    readonly Options _options;

    /// <summary>Creates a protocol.</summary>
    /// <param name="ml">The ML.NET context.</param>
    /// <param name="options">Budgets, seeds and the probe's options; the defaults when null.</param>
    /// <exception cref="SettingsException">There is no seed, or an option is out of range.</exception>
    public ProbeProtocol(MLContext ml, Options? options = null)
    {
        _options = options ?? new Options();
        SettingsOf.Validate(_options);
        _probe = new LinearProbe(ml, _options.Probe);
    }

    /// <summary>Probes one kind of features; every budget gets a run per seed, all labels a single one.</summary>
    /// <param name="features">The name of the features in the report.</param>
    /// <param name="train">Labelled rows.</param>
    /// <param name="test">Held-out rows.</param>
    /// <param name="cancellationToken">Checked between probes.</param>
    /// <exception cref="ArgumentException">The sets do not fit together, or a class has fewer rows than a budget.</exception>
    public IEnumerable<ProbeRun> Run(
        string features, LabelledFeatures train, LabelledFeatures test, CancellationToken cancellationToken = default)
    {
        foreach (ulong seed in _options.Seeds)
        {
            foreach (int perClass in _options.LabelsPerClass)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var chosen = train.At(LabelBudget.Choose(train.Labels, perClass, seed));
                yield return new ProbeRun(features, perClass, seed, _probe.Evaluate(chosen, test));
            }
        }
        cancellationToken.ThrowIfCancellationRequested();
        yield return new ProbeRun(features, null, _options.Seeds[0], _probe.Evaluate(train, test));
    }

    /// <summary>Options of the protocol.</summary>
    public sealed record Options : ProbingOptions, ISettings
    {
        /// <summary>The defaults.</summary>
        public Options()
        {
        }

        /// <summary>The same for seeds that are still to be named.</summary>
        /// <param name="probing">How features are probed.</param>
        public Options(ProbingOptions probing) : base(probing)
        {
        }

        /// <summary>One draw of every budget per seed.</summary>
        [Setting("Seeds of the draws of every small budget.")]
        public IReadOnlyList<ulong> Seeds { get; init; } = [0, 1, 2];

        void ISettings.Check(Violations violations) => violations.Require(Seeds.Count > 0, "Seeds (--seeds) is empty; at least one is needed.");
    }
}
