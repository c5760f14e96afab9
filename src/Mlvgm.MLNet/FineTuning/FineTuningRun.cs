using System.Text.Json;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Encoders;
using Mlvgm.MLNet.IO;
using Mlvgm.MLNet.Onnx;
using Mlvgm.MLNet.OnnxExport;
using Mlvgm.MLNet.Runs;
using Mlvgm.MLNet.Torch.Backbones;
using Mlvgm.MLNet.Torch.Devices;
using Mlvgm.MLNet.Torch.State;
using Mlvgm.MLNet.Torch.Weights;
using Mlvgm.MLNet.Training;
using Mlvgm.MLNet.Training.DecodedStore;
using Mlvgm.MLNet.Training.Sources;
using Mlvgm.MLNet.Training.Streaming;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.FineTuning;

/// <summary>One run of a trainer: the network it owns, and the files it writes, which are those of an encoder's run.</summary>
sealed class FineTuningRun : IDisposable
{
    readonly EncoderInput _input;
    readonly LabelledRows _labels;
    readonly FineTuningTrainer.Options _options;
    readonly TrainingOptions _trainingOptions;
    readonly ImagePreparation _images;
    readonly ClassifierNetwork _network;
    readonly IReadOnlyList<int> _learned, _heldOut;
    readonly DeviceChoice _device;
    readonly RunDirectory _directory;
    readonly InputRows _rows;
    readonly StateFolder _states;
    readonly PassedOverLog _passedOver;
    readonly ImageFileSet? _wholeFiles;
    DecodedImages? _decoded;
    TrainingResult? _training;

    /// <summary>Checks the options, builds the network and opens the run directory.</summary>
    /// <param name="input">The images.</param>
    /// <param name="labels">Their classes.</param>
    /// <param name="options">The options.</param>
    /// <param name="inform">Told about initial weights, decoding and what is left out, and where the run goes on.</param>
    /// <param name="warn">Told about damaged states.</param>
    public FineTuningRun(EncoderInput input, LabelledRows labels, FineTuningTrainer.Options options, Action<string> inform, Action<string> warn)
    {
        (_input, _labels, _options) = (input, labels, options);
        (_learned, _heldOut) = labels.Split(options.Classification.Validation, options.Training.Seed);
        if (_learned.Count < options.Training.BatchSize)
        {
            throw new InvalidOperationException(
                $"{_learned.Count} labelled images to learn from are fewer than one batch of {options.Training.BatchSize}: set BatchSize (--batch) to {_learned.Count} or less.");
        }
        if (labels.Unlabelled > 0) warn($"{labels.Unlabelled} of {labels.Labels.Count} images have no class; they are left out.");
        _device = DeviceChoice.Parse(options.Device);
        _images = new ImagePreparation(input.ImageShape, options.Images, options.Augmentation, streamed: input.Streamed is not null);
        _wholeFiles = input.Streamed?.With(_images.Resize);
        _passedOver = new PassedOverLog(warn);
        ulong seed = options.Training.Seed;
        var backbone = options.Backbone.Create(new BackboneInput(input.ImageShape, seed));
        if (backbone.InitialWeights is { } weights) inform(weights);
        _network = new ClassifierNetwork(backbone, labels.ClassNames.Count, seed);
        _directory = RunDirectory.Open(options.Run.Directory, options.Run.Existing);
        try
        {
            // Labels go by rows of a store: none may be left out of it.
            _rows = input.Rows(_images.PixelMaximum, _directory.Decoded, options.Files.DecodingThreads, passedOver: null, inform, options.CancellationToken);
            input.CheckPixels(_rows, warn);
            var described = input.Describe();
            described["content"] = input.Content(_rows, decode: !_directory.IsResumed).With("labels", labels.Identity).ToJson();
            var resolved = ResolvedOptions.Of(options, options.Training, described, labelled: null, _device.Device.ToString());
            _states = RunBeginning.Begin(_directory, input, "fine-tuning", resolved, ResolvedOptions.Free(options), inform, warn);
            _trainingOptions = options.Training with
            {
                Monitor = options.Training.Monitor ?? (_heldOut.Count == 0 ? null : new HeldOutAccuracy(
                    TryRead, input.ImageShape, labels.Labels, _heldOut, _images.Prepare, options.Classification.ClassWeights)),
                Log = new RunLog(new MetricsFile(_directory.Metrics), new TensorBoardFile(_directory.Path)),
                Checkpoints = options.Run.Directory is null ? null : new Checkpoints(_states, TimeSpan.FromMinutes(options.Run.CheckpointMinutes)),
            };
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Images that are learned from.</summary>
    public int Learned => _learned.Count;

    /// <summary>Images on which accuracy is measured.</summary>
    public int HeldOut => _heldOut.Count;

    /// <summary>The image files that were passed over.</summary>
    public IReadOnlyList<SkippedImage> PassedOver => _passedOver.Images;

    /// <summary>Whether the training was cancelled, so that what is exported is not what was asked for.</summary>
    bool IsPartial => _training is { Cancelled: true };

    /// <summary>Trains, or goes on.</summary>
    public TrainingResult Train()
    {
        EnvironmentFile.Append(_directory.Environment, _device);
        // A run may have been killed before it drew them.
        if (!File.Exists(_directory.Views)) DrawViews();
        using var views = OpenViews();
        var objective = new ClassificationObjective(_network, _labels.Labels, _learned, _labels.ClassNames.Count, _options.Classification);
        var trainer = new EncoderTrainer(_network, objective, views, _images.Augmentation, _trainingOptions);
        _training = trainer.Run(_device.Device, _options.CancellationToken);
        _decoded?.Dispose();
        // Whoever resumes needs the decoded rows again; a run that has ended does not.
        if (!_training.Cancelled && DecodedImages.IsStore(_directory.Decoded)) File.Delete(_directory.Decoded);
        return _training;
    }

    public (OnnxExportResult Export, EncoderCard Card) Export(string inputColumnName)
    {
        var card = Card();
        _network.to(CPU);
        var export = OnnxExporter.Export(_network, inputs => _network.Outputs(inputs[0]), _directory.Encoder(IsPartial), new OnnxExportOptions
        {
            Inputs = [_images.Input(inputColumnName)],
            OutputNames = [ClassifierTransformer.Score, ClassifierTransformer.Logits],
            Metadata = card.ToMetadata(),
            Tolerance = _options.MaximumOnnxDifference,
        });
        AtomicFile.WriteText(_directory.Card(IsPartial), JsonSerializer.Serialize(card, RunJson.Indented) + "\n");
        return (export, card);
    }

    /// <summary>Writes the weights: <c>encoder.*</c>, from which other backbones can start, and <c>heads.*</c>.</summary>
    public string SaveWeights()
    {
        using var scope = NewDisposeScope();
        ModulePart[] networks = [new("encoder", _network.Backbone), new("heads", _network.Head)];
        string path = _directory.Weights(IsPartial);
        Safetensors.Write(path, networks.SelectMany(network => network.Tensors), Card().ToMetadata());
        return path;
    }

    public void Dispose()
    {
        _network.Dispose();
        _decoded?.Dispose();
        _directory.Dispose();
    }

    EncoderCard Card() => new()
    {
        Name = $"{_options.Backbone.Label}, fine-tuned",
        InputShape = _input.ImageShape,
        Resize = _images.Resize,
        ViewHeight = _images.CentreCrop is null ? null : _images.Views.ViewHeight,
        ViewWidth = _images.CentreCrop is null ? null : _images.Views.ViewWidth,
        PixelMaximum = _images.PixelMaximum,
        Mean = _images.Normalization.Mean,
        StandardDeviation = _images.Normalization.StandardDeviation,
        FeatureWidth = _labels.ClassNames.Count,
        ClassNames = _labels.ClassNames,
        Training = _training is not { Steps: > 0 } training ? null : new EncoderTraining
        {
            Method = "fine-tuning",
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
        ? new StreamedViewSource(files, _learned, _options.Training.Seed, _images.Steps, _options.Files.DecodingThreads, _passedOver.Add)
        : new StoredViewSource(_input.ImageShape, _rows.Open, _options.Training.Seed, _learned);

    bool TryRead(int row, Span<float> image)
    {
        if (_wholeFiles is not { } files)
        {
            (_decoded ??= _rows.Open()).Read(row, column: 0, image);
            return true;
        }
        try
        {
            files.Read(row, image);
            return true;
        }
        catch (InvalidDataException e) when (files.SkipUndecodable)
        {
            _passedOver.Add(new SkippedImage(files.NameOf(row), e.Message));
            return false;
        }
    }

    void DrawViews()
    {
        using var views = OpenViews();
        ViewsPicture.Write(_directory.Views, views, _images.Steps.Rest, _options.Training.Seed, _options.Training.BatchSize, _device.Device, anchorsAlone: true);
    }
}
