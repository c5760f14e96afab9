using System.Diagnostics;
using Microsoft.ML;
using Microsoft.ML.Trainers;
using Mlvgm.MLNet.Evaluation.Labels;
using Mlvgm.MLNet.Settings;

namespace Mlvgm.MLNet.Evaluation.Probes;

/// <summary>
/// The linear probe: multinomial logistic regression on frozen features, fitted by ML.NET's <see cref="LbfgsMaximumEntropyMulticlassTrainer"/>, or
/// another trainer of it, on standardised columns.
/// </summary>
/// <remarks>The optimiser uses one thread: with more, ML.NET sums gradients in another order and the fourth digit changes.</remarks>
/// <example>See <c>examples/ApiTour/Probing.cs</c>.</example>
public sealed class LinearProbe
{
    const string Features = nameof(LabelledFeatures.Row.Features);
    const string Label = nameof(LabelledFeatures.Row.Label);
    readonly MLContext _ml;
    readonly Options _options;

    /// <summary>Creates a probe.</summary>
    /// <param name="ml">The ML.NET context.</param>
    /// <param name="options">The defaults when null.</param>
    /// <exception cref="SettingsException">An option is out of range.</exception>
    public LinearProbe(MLContext ml, Options? options = null)
    {
        ArgumentNullException.ThrowIfNull(ml);
        _ml = ml;
        _options = options ?? new Options();
        SettingsOf.Validate(_options);
    }

    /// <summary>Fits the classifier to <paramref name="train"/> and scores <paramref name="test"/>, reading each once.</summary>
    /// <param name="train">Labelled rows.</param>
    /// <param name="test">Held-out rows with the same columns, the label keyed alike.</param>
    /// <param name="featureColumnName">A float vector of known size.</param>
    /// <param name="labelColumnName">A key.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of another type.</exception>
    /// <exception cref="ArgumentException">The two sets differ in feature width or number of classes, or one is empty.</exception>
    public ProbeResult Evaluate(
        IDataView train, IDataView test, string featureColumnName = "Features", string labelColumnName = "Label") => Evaluate(
            LabelledFeatures.Read(train, featureColumnName, labelColumnName),
            LabelledFeatures.Read(test, featureColumnName, labelColumnName));

    /// <summary>Fits the classifier to <paramref name="train"/> and scores <paramref name="test"/>.</summary>
    /// <exception cref="ArgumentException">The two sets differ in feature width or number of classes, or one is empty.</exception>
    public ProbeResult Evaluate(LabelledFeatures train, LabelledFeatures test)
    {
        test = ProbeSets.Join(train, test);
        var clock = Stopwatch.StartNew();
        var model = Classifier(train.Count).Fit(train.ToDataView(_ml));
        int k = Math.Min(ProbeResult.TopK, train.Classes);
        var metrics = _ml.MulticlassClassification.Evaluate(model.Transform(test.ToDataView(_ml)), Label, topKPredictionCount: k);
        return ProbeResult.Of(metrics, train.Count, clock.Elapsed.TotalSeconds);
    }

    IEstimator<ITransformer> Classifier(int rows)
    {
        var trainers = _ml.MulticlassClassification.Trainers;
        var standardised = _ml.Transforms.NormalizeMeanVariance(Features, fixZero: false);
        // L-BFGS weighs the norm against the summed loss, SDCA against the mean.
        return _options.Trainer == LinearProbeTrainer.Sdca
            ? standardised.Append(trainers.SdcaMaximumEntropy(new SdcaMaximumEntropyMulticlassTrainer.Options
            {
                FeatureColumnName = Features,
                LabelColumnName = Label,
                L1Regularization = 0,
                L2Regularization = Math.Max(_options.L2RegularizationPerRow, float.Epsilon),
                ConvergenceTolerance = _options.OptimizationTolerance,
                NumberOfThreads = 1,
            }))
            : standardised.Append(trainers.LbfgsMaximumEntropy(new LbfgsMaximumEntropyMulticlassTrainer.Options
            {
                FeatureColumnName = Features,
                LabelColumnName = Label,
                L1Regularization = 0,
                L2Regularization = _options.L2RegularizationPerRow * rows,
                OptimizationTolerance = _options.OptimizationTolerance,
                NumberOfThreads = 1,
            }));
    }

    /// <summary>Options of the probe.</summary>
    public sealed record Options : LogisticRegressionOptions
    {
        /// <summary>The defaults.</summary>
        public Options()
        {
        }

        /// <summary>The same for a trainer that is still to be named.</summary>
        /// <param name="regression">How it is fitted.</param>
        public Options(LogisticRegressionOptions regression) : base(regression)
        {
        }

        /// <summary>The trainer.</summary>
        [Setting("Which of ML.NET's trainers fits the linear probe.")]
        public LinearProbeTrainer Trainer { get; init; } = LinearProbeTrainer.Lbfgs;
    }
}
