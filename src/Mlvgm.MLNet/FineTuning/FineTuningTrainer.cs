using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers;
using Mlvgm.MLNet.Encoders;
using Mlvgm.MLNet.Onnx.Sessions;
using Mlvgm.MLNet.Runs;
using Mlvgm.MLNet.Settings;
using Mlvgm.MLNet.Torch.Native;
using Mlvgm.MLNet.Training;

namespace Mlvgm.MLNet.FineTuning;

/// <summary>
/// Trains a network and a layer above it on labelled images, end to end, by cross-entropy. Fitting gives what ML.NET's own multiclass trainers give, by ML.NET's
/// own transformers: <c>PredictedLabel</c>, a key with the classes' names, and <c>Score</c>, their probabilities.
/// </summary>
/// <remarks>
/// <para>The network starts from random weights, from an encoder that learned without labels, or from somebody's ONNX network
/// (<see cref="Options.Backbone"/>). A share of the images is held out (<see cref="ClassificationOptions.Validation"/>).</para>
/// <para>Equal options, seeds and data give equal bytes on a CPU, also where a run was killed and went on.</para>
/// </remarks>
/// <example>See <c>examples/ApiTour/FineTuning.cs</c>.</example>
public sealed partial class FineTuningTrainer : IEstimator<TransformerChain<MulticlassPredictionTransformer<MaximumEntropyModelParameters>>>
{
    readonly IHostEnvironment _environment;
    readonly IHost _host;
    readonly string _labelColumnName, _featureColumnName;
    readonly Options _options;

    internal FineTuningTrainer(
        MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog, string labelColumnName, string featureColumnName, Options options)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentException.ThrowIfNullOrWhiteSpace(labelColumnName);
        ArgumentException.ThrowIfNullOrWhiteSpace(featureColumnName);
        ArgumentNullException.ThrowIfNull(options);
        (_labelColumnName, _featureColumnName, _options) = (labelColumnName, featureColumnName, options);
        SettingsOf.Validate(options);
        _environment = catalog.GetEnvironment();
        _host = _environment.Register(nameof(FineTuningTrainer));
    }

    /// <summary>Trains, exports, and returns the transformers; <see cref="Train"/> returns more.</summary>
    /// <inheritdoc cref="Train"/>
    public TransformerChain<MulticlassPredictionTransformer<MaximumEntropyModelParameters>> Fit(IDataView input) => Train(input).Transformer;

    /// <summary>Trains and exports, and returns the transformers with their file, its card and the figures of the run.</summary>
    /// <param name="input">Labelled images. Rows without a class are left out, and counted.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of the wrong type; an option is outside its range.</exception>
    /// <exception cref="InvalidOperationException">
    /// The CUDA device is absent; the run directory is not empty, holds a run of other options or other images, or is another process's; there are fewer than two
    /// classes or too few images for a batch; or the loss is not a number.
    /// </exception>
    /// <exception cref="InvalidDataException">
    /// The run to be resumed is damaged; or a row has a pixel that is no number or outside <see cref="ImageOptions.PixelRange"/>.
    /// </exception>
    /// <exception cref="OperationCanceledException">
    /// The run was cancelled (<see cref="Options.CancellationToken"/>), unless <see cref="RunOptions.KeepPartial"/> is set and a step was finished.
    /// </exception>
    /// <exception cref="IOException">The run directory cannot be written.</exception>
    /// <exception cref="OnnxExport.Parity.OnnxParityException">
    /// Graph and module differ by more than <see cref="Options.MaximumOnnxDifference"/>; the weights are there.
    /// </exception>
    public FineTunedClassifier Train(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var images = new EncoderInput(input, _featureColumnName, positiveColumnName: null, _options.Files.Store);
        var labels = LabelledRows.Read(input, _labelColumnName);
        TorchNative.EnsureLoaded();
        using var channel = _host.Start("Training");
        using var run = new FineTuningRun(
            images, labels, _options, text => channel.Info(MessageSensitivity.None, text), text => channel.Warning(MessageSensitivity.None, text));
        var training = run.Train();
        if (!IsExported(training)) throw new OperationCanceledException(_options.CancellationToken);
        if (training.Steps < _options.Training.Steps)
            channel.Warning(MessageSensitivity.None, $"Stopped after {training.Steps} of {_options.Training.Steps} steps; the classifier of step {training.EncoderStep} is exported.");
        // The weights first: they are what cannot be had again if the export fails.
        string weights = run.SaveWeights();
        var (export, card) = run.Export(_featureColumnName);
        OnnxRuntimeTelemetry.TurnOff();
        var network = MLNetInternals.NewTransforms(_environment).ApplyOnnxModel(ClassifierTransformer.Logits, _featureColumnName, export.Path!).Fit(input);
        var transformer = ClassifierTransformer.Create(
            _environment, network, network.GetOutputSchema(input.Schema)[ClassifierTransformer.Logits].Type, _labelColumnName, labels.ClassNames);
        return new FineTunedClassifier(
            transformer, export.Path!, weights, card, export.LargestDifference!.Value, training, run.Learned, run.HeldOut, labels.Unlabelled)
        {
            PassedOver = run.PassedOver,
        };
    }

    /// <summary>The input's columns, the logits, <c>Score</c> and <c>PredictedLabel</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of the wrong type.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        var columns = inputSchema.ToDictionary(column => column.Name);
        if (!columns.TryGetValue(_featureColumnName, out var input)) throw EncoderInput.Missing(_featureColumnName);
        if (input.Kind != SchemaShape.Column.VectorKind.Vector || input.ItemType != NumberDataViewType.Single)
            throw EncoderInput.Mismatch(_featureColumnName, "a known-size vector of Single", $"{input.Kind} of {input.ItemType}");
        if (!columns.TryGetValue(_labelColumnName, out var label)) throw EncoderInput.Missing(_labelColumnName);
        if (!label.IsKey) throw EncoderInput.Mismatch(_labelColumnName, "a key", $"{label.Kind} of {label.ItemType}");
        Add(ClassifierTransformer.Logits, SchemaShape.Column.VectorKind.Vector, NumberDataViewType.Single, isKey: false);
        Add(ClassifierTransformer.Score, SchemaShape.Column.VectorKind.Vector, NumberDataViewType.Single, isKey: false);
        Add(ClassifierTransformer.PredictedLabel, SchemaShape.Column.VectorKind.Scalar, NumberDataViewType.UInt32, isKey: true);
        return new SchemaShape(columns.Values);

        void Add(string name, SchemaShape.Column.VectorKind kind, DataViewType type, bool isKey) =>
            columns[name] = MLNetInternals.NewColumn(name, kind, type, isKey, isKey ? label.Annotations : null);
    }

    /// <summary>Whether there is a classifier to return: of a cancelled run only where that is wished, and never an untrained one.</summary>
    bool IsExported(TrainingResult training) => !training.Cancelled || (_options.Run.KeepPartial && training.Steps > 0);
}
