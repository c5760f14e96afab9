using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms.Onnx;
using Mlvgm.MLNet.Onnx.Sessions;
using Mlvgm.MLNet.Runs;
using Mlvgm.MLNet.Settings;
using Mlvgm.MLNet.Torch.Native;
using Mlvgm.MLNet.Training;

namespace Mlvgm.MLNet.Encoders;

/// <summary>
/// Learns to turn images into features without labels, from pairs of views. Fitting gives ML.NET's own
/// <see cref="OnnxTransformer"/>, so a saved model loads in any process that has Microsoft.ML.OnnxTransformer.
/// </summary>
/// <remarks>
/// <para>The input column is a vector of <see cref="float"/> of dimensions channels x height x width. The pairs come from a
/// <see cref="Streaming.GeneratedDataView"/>, whose generator then makes whole batches on the training device, or from the rows of any
/// other view: an anchor and a positive column, or one column of which augmentation makes both views.</para>
/// <para>Equal options, seeds and data give equal bytes on a CPU.</para>
/// </remarks>
/// <example>See <c>examples/ApiTour/MonitoredTraining.cs</c>.</example>
public sealed partial class SelfSupervisedEncoderEstimator : IEstimator<OnnxTransformer>
{
    const string Collapse = "The encoder has collapsed: its embeddings are nearly equal for every image. Lower the learning rate.";

    readonly TransformsCatalog _catalog;
    readonly IHost _host;
    readonly string _outputColumnName;
    readonly string _inputColumnName;
    readonly Options _options;

    internal SelfSupervisedEncoderEstimator(TransformsCatalog catalog, string outputColumnName, string? inputColumnName, Options options)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentException.ThrowIfNullOrWhiteSpace(outputColumnName);
        ArgumentNullException.ThrowIfNull(options);
        (_catalog, _outputColumnName, _inputColumnName) = (catalog, outputColumnName, inputColumnName ?? outputColumnName);
        if (_outputColumnName == _inputColumnName)
        {
            throw new ArgumentException(
                $"Output and input column are both '{outputColumnName}': an ONNX graph needs two names.", nameof(inputColumnName));
        }
        SettingsOf.Validate(options);
        _options = options;
        _host = catalog.GetEnvironment().Register(nameof(SelfSupervisedEncoderEstimator));
    }

    /// <summary>Trains, exports, and returns the transformer; <see cref="Train"/> returns more.</summary>
    /// <inheritdoc cref="Train"/>
    public OnnxTransformer Fit(IDataView input) => Train(input).Transformer;

    /// <summary>Trains and exports, and returns the transformer with its files, its card and the figures of the run.</summary>
    /// <param name="input">The views. No row is read where a generator makes the batches.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of the wrong type; an option is outside its range.</exception>
    /// <exception cref="ArgumentException">There is no such framework, backbone or device.</exception>
    /// <exception cref="InvalidOperationException">
    /// The CUDA device is absent; the run directory is not empty, holds a run of other options or other views, or is another process's; or the loss is not a
    /// number.
    /// </exception>
    /// <exception cref="InvalidDataException">
    /// The run to be resumed is damaged; a row has a pixel that is no number or outside <see cref="ImageOptions.PixelRange"/>; or an image file does not decode, or has gone
    /// or changed, and such are not passed over.
    /// </exception>
    /// <exception cref="OperationCanceledException">
    /// The run was cancelled (<see cref="Options.CancellationToken"/>), unless <see cref="RunOptions.KeepPartial"/> is set and a step was finished.
    /// </exception>
    /// <exception cref="IOException">The run directory cannot be written.</exception>
    /// <exception cref="DllNotFoundException">libtorch or ONNX Runtime cannot be loaded; the message says why.</exception>
    /// <exception cref="OnnxExport.Parity.OnnxParityException">
    /// Graph and module differ by more than <see cref="Options.MaximumOnnxDifference"/>; the weights are there.
    /// </exception>
    public TrainedEncoder Train(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var images = new EncoderInput(input, _inputColumnName, _options.PositiveColumnName, _options.Files.Store);
        TorchNative.EnsureLoaded();
        using var channel = _host.Start("Training");
        using var run = new EncoderRun(
            images, _options, text => channel.Info(MessageSensitivity.None, text), text => channel.Warning(MessageSensitivity.None, text));
        Log(channel, $"{run.Device.Explanation}");
        var training = run.Train();
        Log(channel, $"{training.Steps} steps in {training.Elapsed.TotalSeconds:f1} s, {training.ImagesPerSecond:f0} images/s");
        Log(channel, $"Loss {training.Loss:f4}, embedding std {training.Spread.Deviation:f4} (healthy: {training.Spread.Healthy:f4})");
        if (training.Steps > 0 && training.Spread.Collapsed) channel.Warning(MessageSensitivity.None, Collapse);
        if (training.Steps < _options.Training.Steps) channel.Warning(MessageSensitivity.None, Stopped(training));
        if (!IsExported(training)) throw new OperationCanceledException(_options.CancellationToken);
        // The weights first: they are what cannot be had again if the export fails.
        string weights = run.SaveWeights();
        var (export, card) = run.Export(_outputColumnName, _inputColumnName);
        Log(channel, $"Wrote {export.Path}; largest difference between module and ONNX Runtime {export.LargestDifference:g3}");
        // Fitting reads the schema alone, so a streaming view generates nothing here.
        OnnxRuntimeTelemetry.TurnOff();
        var transformer = _catalog.ApplyOnnxModel(_outputColumnName, _inputColumnName, export.Path!).Fit(input);
        return new TrainedEncoder(transformer, export.Path!, weights, card, export.LargestDifference!.Value, training) { PassedOver = run.PassedOver };
    }

    /// <summary>The input's columns and the features, a vector of <see cref="float"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The input column is missing or of the wrong type.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        var columns = inputSchema.ToDictionary(column => column.Name);
        if (!columns.TryGetValue(_inputColumnName, out var input)) throw EncoderInput.Missing(_inputColumnName);
        if (input.Kind != SchemaShape.Column.VectorKind.Vector || input.ItemType != NumberDataViewType.Single)
            throw EncoderInput.Mismatch(_inputColumnName, "a known-size vector of Single", $"{input.Kind} of {input.ItemType}");
        columns[_outputColumnName] = MLNetInternals.NewColumn(
            _outputColumnName, SchemaShape.Column.VectorKind.Vector, NumberDataViewType.Single, isKey: false, annotations: null);
        return new SchemaShape(columns.Values);
    }

    /// <summary>Whether there is an encoder to return: of a cancelled run only where that is wished, and never an untrained one.</summary>
    bool IsExported(TrainingResult training) => !training.Cancelled || (_options.Run.KeepPartial && training.Steps > 0);

    string Stopped(TrainingResult training)
    {
        string kept = _options.Run.Directory is null || !training.Cancelled ? "" : " The state is kept: resume the run to go on.";
        string exported = IsExported(training) ? $" The encoder of step {training.EncoderStep} is exported." : " Nothing is exported.";
        return $"Stopped after {training.Steps} of {_options.Training.Steps} steps.{kept}{exported}";
    }

    static void Log(IChannel channel, FormattableString text) => channel.Info(MessageSensitivity.None, FormattableString.Invariant(text));
}
