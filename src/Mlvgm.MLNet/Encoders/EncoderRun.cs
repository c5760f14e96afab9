using System.Text.Json;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.IO;
using Mlvgm.MLNet.Onnx;
using Mlvgm.MLNet.OnnxExport;
using Mlvgm.MLNet.Runs;
using Mlvgm.MLNet.Torch.Devices;
using Mlvgm.MLNet.Torch.State;
using Mlvgm.MLNet.Torch.Weights;
using Mlvgm.MLNet.Training;
using Mlvgm.MLNet.Training.DecodedStore;
using Mlvgm.MLNet.Training.Monitors;
using Mlvgm.MLNet.Training.Sources;
using Mlvgm.MLNet.Training.Streaming;
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
    readonly InputRows _rows;
    readonly StateFolder _states;
    readonly PassedOverLog _passedOver;
    TrainingResult? _training;

    /// <summary>Checks the options, builds the networks and opens the run directory.</summary>
    /// <param name="input">The pairs.</param>
    /// <param name="options">The options.</param>
    /// <param name="inform">Told about initial weights and decoding, and where the run goes on.</param>
    /// <param name="warn">Told about damaged states, and image files that are passed over.</param>
    public EncoderRun(EncoderInput input, SelfSupervisedEncoderEstimator.Options options, Action<string> inform, Action<string> warn)
    {
        (_input, _options) = (input, options);
        input.CheckRowCount(options.Training.BatchSize);
        Device = DeviceChoice.Parse(options.Device);
        if (Device.Device.type == DeviceType.CUDA) TensorFloat32.IsAllowed = options.TensorFloat32;
        _parts = new EncoderParts(input.ImageShape, options, streamed: input.Streamed is not null);
        _passedOver = new PassedOverLog(warn);
        if (_parts.Backbone.InitialWeights is { } weights) inform(weights);
        var labelled = options.LabelledImages is { } view ? input.ReadLabelled(view, options.LabelColumnName, _parts.Images.PixelMaximum) : null;
        _trainingOptions = options.Training with
        {
            Monitor = options.Training.Monitor ?? options.Monitor.Create(new MonitorInput(input.ImageShape, _parts.Images.Prepare, labelled)),
        };
        _trainingOptions.ValidateMonitor();
        _directory = RunDirectory.Open(options.Run.Directory, options.Run.Existing);
        try
        {
            _rows = input.Rows(_parts.Images.PixelMaximum, _directory.Decoded, options.Files.DecodingThreads, _passedOver.Add, inform, options.CancellationToken);
            if (options.Training.Steps > 0) input.CheckPixels(_rows, warn);
            var described = input.Describe();
            // Without a step, nothing is learned from the input, whatever it holds.
            if (options.Training.Steps > 0) described["content"] = input.Content(_rows, decode: !_directory.IsResumed).ToJson();
            var resolved = ResolvedOptions.Of(options, options.Training, described, labelled?.Identity, Device.Device.ToString());
            _states = RunBeginning.Begin(_directory, input, "encoder training", resolved, ResolvedOptions.Free(options), inform, warn);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public DeviceChoice Device { get; }

    /// <summary>Whether the training was cancelled, so that what is exported is not what was asked for.</summary>
    bool IsPartial => _training is { Cancelled: true };

    /// <summary>Image files that were passed over.</summary>
    public IReadOnlyList<SkippedImage> PassedOver => _passedOver.Images;

    /// <summary>Trains, or goes on.</summary>
    public TrainingResult Train()
    {
        EnvironmentFile.Append(_directory.Environment, Device);
        // A run may have been killed before it drew them.
        if (_options.Training.Steps > 0 && !File.Exists(_directory.Views)) DrawViews();
        using var views = OpenViews();
        var trainer = new EncoderTrainer(_parts.Backbone.Network, _parts.Framework, views, _parts.Images.Augmentation, _trainingOptions with
        {
            Log = new RunLog(new MetricsFile(_directory.Metrics), new TensorBoardFile(_directory.Path)),
            Checkpoints = _options.Run.Directory is null || _options.Training.Steps == 0
                ? null
                : new Checkpoints(_states, TimeSpan.FromMinutes(_options.Run.CheckpointMinutes)),
        });
        _training = trainer.Run(Device.Device, _options.CancellationToken);
        // Whoever resumes needs the decoded rows again; a run that has ended does not.
        if (!_training.Cancelled && DecodedImages.IsStore(_directory.Decoded)) File.Delete(_directory.Decoded);
        return _training;
    }

    public (OnnxExportResult Export, EncoderCard Card) Export(string outputColumnName, string inputColumnName)
    {
        var card = Card();
        _parts.Backbone.Network.to(CPU);
        var export = OnnxExporter.Export(_parts.Backbone.Network, _directory.Encoder(IsPartial), new OnnxExportOptions
        {
            Inputs = [_parts.Images.Input(inputColumnName)],
            OutputNames = [outputColumnName],
            Metadata = card.ToMetadata(),
            Tolerance = _options.MaximumOnnxDifference,
        });
        AtomicFile.WriteText(_directory.Card(IsPartial), JsonSerializer.Serialize(card, RunJson.Indented) + "\n");
        return (export, card);
    }

    /// <summary>Writes the weights of encoder and heads, named <c>encoder.*</c> and <c>heads.*</c>.</summary>
    public string SaveWeights()
    {
        using var scope = NewDisposeScope();
        ModulePart[] networks = [new("encoder", _parts.Backbone.Network), new("heads", _parts.Framework.Heads)];
        string path = _directory.Weights(IsPartial);
        Safetensors.Write(path, networks.SelectMany(network => network.Tensors), Card().ToMetadata());
        return path;
    }

    public void Dispose()
    {
        _parts.Dispose();
        _directory.Dispose();
    }

    EncoderCard Card() => new()
    {
        Name = _options.Backbone.Label,
        InputShape = _input.ImageShape,
        Resize = _parts.Images.Resize,
        ViewHeight = _parts.Images.CentreCrop is null ? null : _parts.Images.Views.ViewHeight,
        ViewWidth = _parts.Images.CentreCrop is null ? null : _parts.Images.Views.ViewWidth,
        PixelMaximum = _parts.Images.PixelMaximum,
        Mean = _parts.Images.Normalization.Mean,
        StandardDeviation = _parts.Images.Normalization.StandardDeviation,
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

    IViewSource OpenViews() => _input.Streamed is { } files
        ? new StreamedViewSource(files, _options.Training.Seed, _parts.Images.Steps, _options.Files.DecodingThreads, _passedOver.Add)
        : _input.OpenSource(_rows, _parts.Images.PixelMaximum, _options.Training.Seed, Device.Device);

    void DrawViews()
    {
        using var views = OpenViews();
        ViewsPicture.Write(_directory.Views, views, _parts.Images.Steps.Rest, _options.Training.Seed, _options.Training.BatchSize, Device.Device);
    }
}
