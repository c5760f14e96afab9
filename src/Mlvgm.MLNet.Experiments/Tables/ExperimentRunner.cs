using Microsoft.ML;
using Mlvgm.MLNet.Encoders;
using Mlvgm.MLNet.Evaluation.Labels;
using Mlvgm.MLNet.Evaluation.Probes;
using Mlvgm.MLNet.Experiments.Designs;
using Mlvgm.MLNet.Frameworks;
using Mlvgm.MLNet.Onnx;
using Mlvgm.MLNet.Runs;
using Mlvgm.MLNet.Settings;
using Mlvgm.MLNet.Torch.Augmentation;

namespace Mlvgm.MLNet.Experiments.Tables;

/// <summary>Trains and probes the encoders of an experiment, one after another, going on from what is in the folder.</summary>
/// <param name="inputs">What encoders learn from and are judged on.</param>
/// <param name="settings">What all encoders have in common.</param>
/// <param name="options">How encoders are trained, but for what a row says, and probed.</param>
/// <param name="store">The finished cells.</param>
/// <param name="report">Told the cells done, and what is happening.</param>
sealed class ExperimentRunner(
    ExperimentInputs inputs, ExperimentSettings settings, Experiment.Options options, CellStore store, Action<RunProgress>? report)
{
    const string FeatureColumn = "Features";

    readonly CellIdentities _identities = new(inputs, settings);

    /// <summary>
    /// Runs every arm with every seed, all arms of a seed before the next seed, so that whenever it stops the arms are comparable.
    /// </summary>
    /// <param name="arms">The arms.</param>
    /// <param name="seeds">The seeds.</param>
    /// <param name="finished">Called after every cell with all that are finished.</param>
    /// <param name="cancellation">Stops after the current step, keeping a checkpoint.</param>
    /// <returns>The finished cells; fewer than all where it was cancelled.</returns>
    public IReadOnlyList<ExperimentCell> Run(
        IReadOnlyList<ExperimentArm> arms, IReadOnlyList<ulong> seeds, Action<IReadOnlyList<ExperimentCell>> finished, CancellationToken cancellation)
    {
        (ExperimentArm Arm, IReadOnlyList<ulong> Seeds)[] plan =
        [
            .. from arm in arms where !arm.IsSeeded select (arm, seeds),
            .. from seed in seeds from arm in arms where arm.IsSeeded select (arm, (IReadOnlyList<ulong>)[seed]),
        ];
        var cells = new List<ExperimentCell>();
        void Tell(string text) => report?.Invoke(new RunProgress(cells.Count, plan.Length, text));
        foreach (var (arm, of) in plan)
        {
            if (cancellation.IsCancellationRequested) break;
            Tell($"{arm.Name}, seed {string.Join(", ", of)}");
            var identity = _identities.Of(arm, of);
            if (store.Find(arm, of, identity) is { } kept)
            {
                cells.Add(kept);
                continue;
            }
            try
            {
                var cell = Run(arm, of, Tell, cancellation);
                store.Write(cell, identity);
                cells.Add(cell);
                finished(cells);
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                break;
            }
        }
        Tell(cells.Count == plan.Length ? "done" : "stopped");
        return cells;
    }

    ExperimentCell Run(ExperimentArm arm, IReadOnlyList<ulong> seeds, Action<string> tell, CancellationToken cancellation)
    {
        var ml = new MLContext(seed: 0);
        if (!arm.IsSeeded) return new ExperimentCell(arm, settings, seeds, null, null, null, Probe(ml, arm, seeds, DatasetFeatures.Pixels, cancellation));
        ulong seed = seeds[0];
        var training = EncoderOptions(arm, seeds, tell, cancellation);
        var trained = ml.Transforms.SelfSupervisedEncoder(FeatureColumn, ExperimentInputs.ImageColumn, training).Train(inputs.View(ml, arm, seed));
        using var transformer = trained.Transformer;
        tell($"{arm.Name}, seed {seed}: probing");
        using var trainedEncoder = new OnnxEncoder(trained.OnnxPath);
        var runs = Probe(ml, arm, seeds, images => DatasetFeatures.Encode(images, trainedEncoder, cancellationToken: cancellation), cancellation);
        bool learned = arm.Source != ArmSource.Untrained;
        return new ExperimentCell(
            arm, settings, seeds, learned ? trained.Training.Loss : null, learned ? trained.Training.Spread.Collapsed : null,
            learned ? trained.Training.Elapsed.TotalSeconds : null, runs);
    }

    SelfSupervisedEncoderEstimator.Options EncoderOptions(
        ExperimentArm arm, IReadOnlyList<ulong> seeds, Action<string> tell, CancellationToken cancellation) => options.Encoder with
        {
            Framework = arm.Framework is { } framework ? FrameworkRegistry.All.Choose(framework, options.Encoder.Framework) : options.Encoder.Framework,
            Augmentation = arm.Augmentation is { } views ? AugmentationRegistry.All.Choose(views, options.Encoder.Augmentation) : options.Encoder.Augmentation,
            Training = options.Encoder.Training with
            {
                Steps = arm.Source == ArmSource.Untrained ? 0 : options.Encoder.Training.Steps,
                Seed = seeds[0],
                Progress = progress => tell(FormattableString.Invariant(
                    $"{arm.Name}, seed {seeds[0]}: step {progress.Step}/{progress.TotalSteps}, loss {progress.Loss:f3}, {progress.ImagesPerSecond:f0} images/s")),
            },
            Run = options.Encoder.Run with
            {
                Directory = store.RunDirectory(arm, seeds),
                Existing = Directory.Exists(store.RunDirectory(arm, seeds)) ? ExistingRun.Resume : ExistingRun.Refuse,
            },
            CancellationToken = cancellation,
        };

    IReadOnlyList<ProbeRun> Probe(
        MLContext ml, ExperimentArm arm, IReadOnlyList<ulong> seeds, Func<Data.ImageDataset, LabelledFeatures> features, CancellationToken cancellation)
    {
        var protocol = new ProbeProtocol(ml, new ProbeProtocol.Options(options) { Seeds = seeds });
        return [.. protocol.Run(arm.Name, features(inputs.Train), features(inputs.Test), cancellation)];
    }
}
