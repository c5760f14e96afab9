using Mlvgm.MLNet.Frameworks;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Onnx;
using Mlvgm.MLNet.OnnxExport;
using Mlvgm.MLNet.Torch.Augmentation;
using Mlvgm.MLNet.Torch.Backbones;
using Mlvgm.MLNet.Torch.Devices;
using Mlvgm.MLNet.Torch.WeightFiles;
using Mlvgm.MLNet.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Encoders;

/// <summary>One run of an estimator: the networks it owns, and the files it writes.</summary>
sealed class EncoderRun : IDisposable
{
    readonly EncoderInput _input;
    readonly SelfSupervisedEncoderEstimator.Options _options;
    readonly TrainingOptions _trainingOptions;
    readonly OnnxNormalization _normalization;
    readonly Backbone _backbone;
    readonly ISelfSupervisedFramework _framework;
    readonly AugmentationPreset _views;
    readonly string _folder;
    TrainingResult? _training;

    /// <summary>Checks the options, builds the networks and makes the folder.</summary>
    public EncoderRun(EncoderInput input, SelfSupervisedEncoderEstimator.Options options)
    {
        (_input, _options) = (input, options);
        var shape = input.ImageShape;
        _trainingOptions = options.ToTrainingOptions();
        _trainingOptions.Validate();
        input.CheckRowCount(options.BatchSize);
        Device = DeviceChoice.Parse(options.Device);
        PixelMaximum = options.PixelRange == PixelRange.ZeroTo255 ? 255 : 1;
        _normalization = new OnnxNormalization(PerChannel(options.Mean), PerChannel(options.StandardDeviation), PixelMaximum);
        _views = AugmentationRegistry.Create(options.Augmentation, new AugmentationOptions
        {
            Height = shape.Height,
            Width = shape.Width,
            MinimumCropScale = options.MinimumCropScale,
            HorizontalFlip = options.HorizontalFlip,
            ColorJitter = options.ColorJitter,
        });
        _backbone = BackboneRegistry.Create(options.Backbone, new BackboneOptions
        {
            Channels = shape.Channels,
            Width = options.Width,
            ZeroInitialResiduals = options.ZeroInitialResiduals,
            Stem = Stems.For(shape.Height, shape.Width),
            Seed = options.Seed,
        });
        _framework = FrameworkRegistry.Create(options.Framework, new FrameworkOptions
        {
            FeatureWidth = _backbone.FeatureWidth,
            Temperature = options.Temperature,
            TargetMomentum = options.TargetMomentum,
            TargetMomentumSchedule = options.TargetMomentumSchedule,
            CopyEncoder = _backbone.Copy,
            Seed = options.Seed,
        });
        _folder = options.RunDirectory is { } folder
            ? Directory.CreateDirectory(folder).FullName
            : Directory.CreateTempSubdirectory("mlvgm-encoder-").FullName;
    }

    public DeviceChoice Device { get; }

    float PixelMaximum { get; }

    public TrainingResult Train()
    {
        using var views = _input.OpenSource(PixelMaximum, _options.Seed, Device.Device);
        var normalization = new Normalization(_normalization.Mean, _normalization.StandardDeviation);
        var augmentation = new AugmentationPipeline([.. _views.Pipeline.Steps, normalization]);
        var trainer = new EncoderTrainer(_backbone.Network, _framework, views, augmentation, _trainingOptions);
        return _training = trainer.Run(Device.Device, _options.CancellationToken);
    }

    public (OnnxExportResult Export, EncoderCard Card) Export(string outputColumnName, string inputColumnName)
    {
        var card = Card();
        var shape = _input.ImageShape;
        _backbone.Network.to(CPU);
        var export = OnnxExporter.Export(_backbone.Network, Path.Combine(_folder, "encoder.onnx"), new OnnxExportOptions
        {
            Inputs =
            [
                new OnnxInput(inputColumnName, shape.Channels, shape.Height, shape.Width)
                {
                    Normalization = _normalization,
                    CentreCrop = Centre(shape),
                },
            ],
            OutputNames = [outputColumnName],
            Metadata = card.ToMetadata(),
            Tolerance = _options.MaximumOnnxDifference,
        });
        return (export, card);
    }

    /// <summary>Writes the weights of encoder and heads, named <c>encoder.*</c> and <c>heads.*</c>.</summary>
    public string SaveCheckpoint()
    {
        string path = Path.Combine(_folder, "checkpoint.safetensors");
        using var scope = NewDisposeScope();
        Safetensors.Write(path, [.. Named("encoder", _backbone.Network), .. Named("heads", _framework.Heads)], Card().ToMetadata());
        return path;
    }

    public void Dispose()
    {
        _backbone.Network.Dispose();
        _framework.Heads.Dispose();
    }

    EncoderCard Card() => new()
    {
        Name = $"{_options.Backbone}-w{_options.Width}",
        InputShape = _input.ImageShape,
        PixelMaximum = PixelMaximum,
        Mean = _normalization.Mean,
        StandardDeviation = _normalization.StandardDeviation,
        FeatureWidth = _backbone.FeatureWidth,
        Training = _training is not { Steps: > 0 } training ? null : new EncoderTraining
        {
            Method = _framework.Name,
            Backbone = $"{_options.Backbone}-w{_options.Width}",
            Generator = _input.Origin,
            Strategy = _input.Strategy,
            Seed = _options.Seed,
            Steps = training.Steps,
            BatchSize = _options.BatchSize,
        },
    };

    /// <summary>Where views are smaller than images, the encoder looks at as much of an image, as the paper does (method.md 7.1).</summary>
    OnnxCentreCrop? Centre(ImageShape shape) => (_views.ViewHeight, _views.ViewWidth) == (shape.Height, shape.Width)
        ? null
        : new OnnxCentreCrop(_views.ViewHeight, _views.ViewWidth);

    float[] PerChannel(float value) => [.. Enumerable.Repeat(value, _input.ImageShape.Channels)];

    static IEnumerable<KeyValuePair<string, Tensor>> Named(string prefix, nn.Module module) =>
        module.state_dict().Select(entry => KeyValuePair.Create($"{prefix}.{entry.Key}", entry.Value));
}
