using System.Text.Json;
using Mlvgm.MLNet.IO;
using Mlvgm.MLNet.Onnx;
using Mlvgm.MLNet.OnnxExport;
using Mlvgm.MLNet.OnnxExport.Inputs;
using Mlvgm.MLNet.Runs;
using Mlvgm.MLNet.Torch.Devices;
using Mlvgm.MLNet.Torch.Weights;
using Mlvgm.MLNet.Training;
using Mlvgm.MLNet.Training.Checkpoints;
using Mlvgm.MLNet.Training.Monitors;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Encoders;

/// <summary>One run of an estimator: the networks it owns, and the files it writes.</summary>
sealed class EncoderRun : IDisposable
{
    readonly EncoderInput _input;
    readonly SelfSupervisedEncoderEstimator.Options _options;
    readonly TrainingOptions _trainingOptions;
    readonly EncoderParts _parts;
    readonly RunDirectory _directory;
    TrainingResult? _training;

    /// <summary>Checks the options, builds the networks and opens the run directory.</summary>
    public EncoderRun(EncoderInput input, SelfSupervisedEncoderEstimator.Options options)
    {
        (_input, _options) = (input, options);
        input.CheckRowCount(options.Training.BatchSize);
        Device = DeviceChoice.Parse(options.Device);
        if (Device.Device.type == DeviceType.CUDA) TensorFloat32.IsAllowed = options.TensorFloat32;
        _parts = new EncoderParts(input.ImageShape, options);
        var labelled = options.LabelledImages is { } view ? input.ReadLabelled(view, options.LabelColumnName, _parts.PixelMaximum) : null;
        _trainingOptions = options.Training with
        {
            Monitor = labelled is null ? options.Training.Monitor : new KnnMonitor(labelled, _parts.Prepare),
        };
        _trainingOptions.ValidateMonitor();
        _directory = RunDirectory.Open(
            options.Run.Directory, options.Run.Existing,
            ResolvedOptions.Of(options, input, labelled, Device.Device.ToString()), ResolvedOptions.Free(options));
    }

    public DeviceChoice Device { get; }

    /// <param name="inform">Told where the run goes on.</param>
    /// <param name="warn">Told about damaged checkpoints.</param>
    public TrainingResult Train(Action<string> inform, Action<string> warn)
    {
        EnvironmentFile.Append(_directory.Environment, Device);
        if (_options.Training.Steps > 0 && !_directory.IsResumed) DrawViews(inform);
        using var views = OpenViews(inform);
        var trainer = new EncoderTrainer(_parts.Backbone.Network, _parts.Framework, views, _parts.Augmentation, _trainingOptions with
        {
            Log = new RunLog(new MetricsFile(_directory.Metrics), new TensorBoardFile(_directory.Path)),
            Checkpoints = _options.Run.Directory is null || _options.Training.Steps == 0
                ? null
                : new CheckpointFolder(_directory.Checkpoints, TimeSpan.FromMinutes(_options.Run.CheckpointMinutes), inform, warn),
        });
        _training = trainer.Run(Device.Device, _options.CancellationToken);
        // Whoever resumes needs the decoded rows again; a run that has ended does not.
        if (!_training.Cancelled) File.Delete(_directory.Decoded);
        return _training;
    }

    public (OnnxExportResult Export, EncoderCard Card) Export(string outputColumnName, string inputColumnName)
    {
        var card = Card();
        var shape = _input.ImageShape;
        _parts.Backbone.Network.to(CPU);
        var export = OnnxExporter.Export(_parts.Backbone.Network, _directory.Encoder, new OnnxExportOptions
        {
            Inputs =
            [
                new OnnxInput(inputColumnName, shape.Channels, shape.Height, shape.Width)
                {
                    Normalization = _parts.Normalization,
                    CentreCrop = _parts.CentreCrop,
                },
            ],
            OutputNames = [outputColumnName],
            Metadata = card.ToMetadata(),
            Tolerance = _options.MaximumOnnxDifference,
        });
        AtomicFile.WriteText(_directory.Card, JsonSerializer.Serialize(card, RunJson.Indented) + "\n");
        return (export, card);
    }

    /// <summary>Writes the weights of encoder and heads, named <c>encoder.*</c> and <c>heads.*</c>.</summary>
    public string SaveWeights()
    {
        using var scope = NewDisposeScope();
        NetworkState[] networks = [new("encoder", _parts.Backbone.Network), new("heads", _parts.Framework.Heads)];
        Safetensors.Write(_directory.Weights, networks.SelectMany(network => network.Tensors), Card().ToMetadata());
        return _directory.Weights;
    }

    public void Dispose() => _parts.Dispose();

    EncoderCard Card() => new()
    {
        Name = _options.Backbone.Label,
        InputShape = _input.ImageShape,
        ViewHeight = _parts.CentreCrop is null ? null : _parts.Views.ViewHeight,
        ViewWidth = _parts.CentreCrop is null ? null : _parts.Views.ViewWidth,
        PixelMaximum = _parts.PixelMaximum,
        Mean = _parts.Normalization.Mean,
        StandardDeviation = _parts.Normalization.StandardDeviation,
        FeatureWidth = _parts.Backbone.FeatureWidth,
        Training = _training is not { Steps: > 0 } training ? null : new EncoderTraining
        {
            Method = _parts.Framework.Name,
            Backbone = _options.Backbone.Label,
            Generator = _input.Origin,
            Strategy = _input.Strategy,
            Augmentation = _options.Augmentation.Name,
            Seed = _options.Training.Seed,
            Steps = training.EncoderStep,
            BatchSize = _options.Training.BatchSize,
        },
    };

    IViewSource OpenViews(Action<string> inform) => _input.OpenSource(
        _parts.PixelMaximum, _options.Training.Seed, Device.Device, _directory.Decoded, inform, _options.CancellationToken);

    void DrawViews(Action<string> inform)
    {
        using var views = OpenViews(inform);
        ViewsPicture.Write(_directory.Views, views, _parts.Views.Pipeline, _options.Training.Seed, _options.Training.BatchSize, Device.Device);
    }
}
