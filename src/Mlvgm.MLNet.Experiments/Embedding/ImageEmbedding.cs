using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Experiments.Inputs;
using Mlvgm.MLNet.IO;
using Mlvgm.MLNet.Onnx;
using Mlvgm.MLNet.Settings;
using Mlvgm.MLNet.Torch.Devices;

namespace Mlvgm.MLNet.Experiments.Embedding;

/// <summary>Computes the features of every image of a set and writes them to one file; a run that was stopped goes on.</summary>
/// <example>See <c>examples/ApiTour/EvaluatedEncoders.cs</c>.</example>
public sealed class ImageEmbedding
{
    const string PartsName = "features.parts";

    readonly Options _options;

    /// <summary>Checks the options.</summary>
    /// <exception cref="SettingsException">An option is wrong.</exception>
    public ImageEmbedding(Options? options = null)
    {
        _options = options ?? new Options();
        SettingsOf.Validate(_options);
    }

    /// <summary>Computes and writes the features.</summary>
    /// <param name="encoder">A shipped encoder's name, or the path of an <c>encoder.onnx</c>.</param>
    /// <param name="images">The images; those of a folder are read as they are needed.</param>
    /// <param name="folder">Receives <c>features.idv</c> or <c>features.csv</c>; until then, what is finished.</param>
    /// <param name="progress">Told the images done.</param>
    /// <param name="cancellation">Stops between two batches; what is finished is kept.</param>
    /// <exception cref="FileNotFoundException">There is no such encoder, or there are no such images.</exception>
    /// <exception cref="InvalidDataException">An image does not decode and such are not to be left out, a file is damaged, or the encoder has no card and
    /// <see cref="Options.EncoderInput"/> says too little.</exception>
    /// <exception cref="InvalidOperationException">Another process is working in the folder.</exception>
    public EmbeddingResult Run(
        string encoder, ImageSource images, string folder, Action<RunProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        var chosen = ChosenEncoder.Of([encoder], _options.EncoderInput)[0];
        using var opened = chosen.Open(DeviceChoice.Parse(_options.Device));
        var set = images.For(chosen.Card).Open(_options.Split, chosen.Card.InputShape);
        using var folderLock = FolderLock.Take(folder);
        var store = new EmbeddingPartStore(Path.Combine(folder, PartsName), folderLock, chosen.Identity);
        var run = new EmbeddingRun(set, opened, images.Reading.SkipUndecodable, store);
        run.Run(progress, cancellation);
        string file = Path.Combine(folder, $"features.{_options.Format.ToString().ToLowerInvariant()}");
        var (count, skipped) = FeatureWriter.Write(file, set, images.Path, opened.FeatureWidth, run.Finished());
        if (set is ImageDataset read) skipped = [.. read.Skipped.Select(image => $"{image.Name}: {image.Reason}")];
        store.Delete();
        return new EmbeddingResult(file, count, opened.FeatureWidth, set.ClassNames, skipped);
    }

    /// <summary>Options of an embedding.</summary>
    public sealed record Options : ISettings
    {
        /// <summary>The part to embed.</summary>
        [Setting("The part to embed.")]
        public DatasetSplit Split { get; init; } = DatasetSplit.Train;

        /// <summary>How features are written.</summary>
        [Setting("How features are written: ML.NET's binary data view, or text.")]
        public FeatureFormat Format { get; init; } = FeatureFormat.Idv;

        /// <summary>What encoders take whose files have no card.</summary>
        public EncoderInputOptions EncoderInput { get; init; } = new();

        /// <inheritdoc cref="DeviceSettingAttribute"/>
        [DeviceSetting]
        public string Device { get; init; } = DeviceChoice.Auto;
    }
}

/// <summary>What an embedding wrote.</summary>
/// <param name="File">The file of features.</param>
/// <param name="Images">Images in it.</param>
/// <param name="Width">Features of an image.</param>
/// <param name="Classes">The names of the classes; empty where images have none.</param>
/// <param name="Skipped">The images left out because they do not decode, each with the reason.</param>
/// <example>See <c>examples/ApiTour/EvaluatedEncoders.cs</c>.</example>
public sealed record EmbeddingResult(string File, int Images, int Width, IReadOnlyList<string> Classes, IReadOnlyList<string> Skipped);
