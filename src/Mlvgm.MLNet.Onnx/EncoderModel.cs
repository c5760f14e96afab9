using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Onnx.Sessions;
using Mlvgm.MLNet.Settings;

namespace Mlvgm.MLNet.Onnx;

/// <summary>A model that has the form of an encoder, with what stands before it, and its card where there is one or it is told what would stand there.</summary>
sealed class EncoderModel : IDisposable
{
    readonly OnnxModel? _preparing;
    readonly OnnxModel _network;

    /// <param name="path">The file.</param>
    /// <param name="input">What is said of a file without a card.</param>
    /// <param name="gpuDeviceId">The CUDA device; null for the CPU.</param>
    /// <param name="passesOverCard">Whether the file is taken for one without a card.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">A file is no ONNX model, has more than one input or output, or contradicts its card or what is said of it; or it has a card, and other
    /// things are said of it.</exception>
    /// <exception cref="SettingsException">What is said of it is wrong.</exception>
    public EncoderModel(string path, EncoderInputOptions input, int? gpuDeviceId = null, bool passesOverCard = false)
    {
        SettingsOf.Validate(input);
        _network = Open(path, gpuDeviceId, input.Prepare is null ? input.Shape : null);
        try
        {
            if (!passesOverCard && EncoderCardMetadata.IsIn(_network.Metadata))
            {
                if (!input.IsEmpty) throw new InvalidDataException($"'{Path}' has a card, which says what it takes: leave the options of files without one out.");
                Card = EncoderCardMetadata.Read(_network.Metadata, Path);
            }
            else
            {
                if (input.Prepare is { } file) _preparing = Open(file, gpuDeviceId, input.Shape);
                if (!input.IsEmpty) Card = ToldCard.Of(this, input);
            }
            Check();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public string Path => _network.Path;

    /// <summary>What is said in the file beside its graph.</summary>
    public IReadOnlyDictionary<string, string> Metadata => _network.Metadata;

    /// <summary>What is known of it; null where the file has no card and nothing is said.</summary>
    public EncoderCard? Card { get; }

    /// <summary>The file that stands before it; null where there is none.</summary>
    public string? PreparingPath => _preparing?.Path;

    /// <summary>What takes the images.</summary>
    public OnnxTensor Input => (_preparing ?? _network).Inputs[0];

    /// <summary>What takes them once they are prepared.</summary>
    public OnnxTensor NetworkInput => _network.Inputs[0];

    /// <summary>What gives prepared images; null where nothing does.</summary>
    public OnnxTensor? Prepared => _preparing?.Outputs[0];

    /// <summary>The features.</summary>
    public OnnxTensor Output => _network.Outputs[0];

    /// <summary>The only number of images that it takes at a time; null where it takes any.</summary>
    public int? FixedBatch => _network.FixedBatch ?? _preparing?.FixedBatch;

    /// <summary>Computes features.</summary>
    /// <param name="images">[batch, ..<see cref="Input"/>] in the range that the card says; they are overwritten.</param>
    /// <param name="batch">Images.</param>
    /// <param name="features">Receives [batch, ..<see cref="Output"/>].</param>
    public void Run(Memory<float> images, int batch, Span<float> features)
    {
        Card?.Normalization?.Apply(images.Span, Input.Size);
        if (_preparing is not null)
        {
            float[] prepared = new float[batch * NetworkInput.Size];
            _preparing.Run([images], batch, prepared);
            images = prepared;
        }
        _network.Run([images], batch, features);
    }

    public void Dispose()
    {
        _preparing?.Dispose();
        _network.Dispose();
    }

    static OnnxModel Open(string path, int? gpuDeviceId, ImageShape? shape)
    {
        var model = new OnnxModel(path, gpuDeviceId, metadata => (shape ?? EncoderCardMetadata.ShapeIn(metadata)) is { } known ? [known.Channels, known.Height, known.Width] : null);
        // A classifier of ours has its logits beside its probabilities.
        if (model.Inputs.Count == 1 && (model.Outputs.Count == 1 || EncoderCardMetadata.IsClassifier(model.Metadata))) return model;
        model.Dispose();
        throw new InvalidDataException(
            $"'{model.Path}' is no encoder: it has the inputs {string.Join(", ", model.Inputs)} and the outputs " +
            $"{string.Join(", ", model.Outputs)}, where one of each is expected.");
    }

    /// <exception cref="InvalidDataException">The parts, or the card and the graph, do not go together.</exception>
    void Check()
    {
        if (Prepared is { } prepared && !prepared.Shape.SequenceEqual(NetworkInput.Shape))
            throw new InvalidDataException($"'{PreparingPath}' gives {prepared}, and '{Path}' takes {NetworkInput}: it cannot stand before it.");
        if (Card is not { InputShape: var shape } card) return;
        if (!Input.Shape.SequenceEqual([shape.Channels, shape.Height, shape.Width]))
            throw new InvalidDataException($"The card of '{Path}' says that it takes images of {shape}, and the graph takes {Input}. Write the card anew (mlvgm card --replace).");
        if (card.FeatureWidth != Output.Size)
        {
            throw new InvalidDataException(
                $"The card of '{Path}' says that it gives {card.FeatureWidth} features, and the graph gives {Output}. Write the card anew (mlvgm card --replace).");
        }
    }
}
