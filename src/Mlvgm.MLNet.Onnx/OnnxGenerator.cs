using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.IO;
using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Onnx.Sessions;

namespace Mlvgm.MLNet.Onnx;

/// <summary>
/// A generator in ONNX Runtime, for inference: one input [N, ..shape] per latent in generation order, one output
/// [N, channels, height, width] with values in [0, 1]. Priors, draws and groups are those that the file's metadata describe under
/// <see cref="LatentLayoutMetadata.Key"/>; without it every latent is an independent N(0, 1).
/// </summary>
/// <example>See <c>examples/ApiTour/EncoderAlone.cs</c>.</example>
public sealed class OnnxGenerator : IGenerator, IDisposable
{
    readonly OnnxModel _model;

    /// <summary>Loads a generator.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">The name to know it by; the file's name when null.</param>
    /// <param name="gpuDeviceId">The CUDA device; null for the CPU.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">
    /// The file is no ONNX model, is corrupt, its output is not one batch of images, or its description of latents does not fit its inputs.
    /// </exception>
    /// <exception cref="InvalidOperationException">The native ONNX Runtime is missing, or has no CUDA where a GPU is asked for.</exception>
    public OnnxGenerator(string path, string? name = null, int? gpuDeviceId = null)
    {
        _model = new OnnxModel(path, gpuDeviceId);
        if (_model.Outputs.Count != 1 || _model.Outputs[0].Shape.Count != 3)
        {
            _model.Dispose();
            throw new InvalidDataException(
                $"'{_model.Path}' is no generator: it has the outputs {string.Join(", ", _model.Outputs)}, where one of " +
                "channels x height x width is expected. Export the graph with its images alone as output.");
        }
        var shape = _model.Outputs[0].Shape;
        Name = name ?? Path.GetFileNameWithoutExtension(path);
        ContentHash = FileHash.Sha256(path);
        ImageShape = new ImageShape(shape[0], shape[1], shape[2]);
        try
        {
            Layout = ReadLayout(_model);
        }
        catch (InvalidDataException e)
        {
            _model.Dispose();
            throw new InvalidDataException($"'{_model.Path}': {e.Message}", e);
        }
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public LatentLayout Layout { get; }

    /// <inheritdoc/>
    public ImageShape ImageShape { get; }

    /// <summary>The SHA-256 of the file.</summary>
    public string ContentHash { get; }

    /// <inheritdoc/>
    public void Decode(LatentBatch latents, Span<float> images)
    {
        ArgumentNullException.ThrowIfNull(latents);
        if (!ReferenceEquals(latents.Layout, Layout))
            throw new ArgumentException($"The latents are not of generator '{Name}'.", nameof(latents));
        if (images.Length != latents.Count * ImageShape.Size)
            throw new ArgumentException(
                $"{latents.Count} images of {ImageShape} need {latents.Count * ImageShape.Size} floats, not {images.Length}.",
                nameof(images));
        _model.Run([.. latents.Values.Select(values => values.AsMemory())], latents.Count, images);
    }

    static LatentLayout ReadLayout(OnnxModel model)
    {
        LatentSpecification[] inputs = [.. model.Inputs.Select(input => new LatentSpecification(input.Name, input.Shape))];
        return model.Metadata.TryGetValue(LatentLayoutMetadata.Key, out string? text)
            ? LatentLayoutMetadata.Read(text, inputs)
            : new LatentLayout(inputs);
    }

    /// <summary>Frees the native session; call it once every <see cref="Decode"/> has returned.</summary>
    public void Dispose() => _model.Dispose();
}
