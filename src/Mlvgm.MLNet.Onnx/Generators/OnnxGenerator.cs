using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Onnx.Sessions;

namespace Mlvgm.MLNet.Onnx;

/// <summary>
/// A generator in ONNX Runtime, for inference: one input [N, ..shape] per latent in generation order, one output
/// [N, channels, height, width] with values in [0, 1]. Every prior is N(0, 1).
/// </summary>
public sealed class OnnxGenerator : IGenerator, IDisposable
{
    readonly OnnxModel _model;

    /// <summary>Loads a generator.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">The name to know it by; the file's name when null.</param>
    /// <param name="gpuDeviceId">The CUDA device; null for the CPU.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is no ONNX model, is corrupt, or its output is not one batch of images.</exception>
    /// <exception cref="InvalidOperationException">The native ONNX Runtime is missing, or has no CUDA where a GPU is asked for.</exception>
    public OnnxGenerator(string path, string? name = null, int? gpuDeviceId = null)
    {
        _model = new OnnxModel(path, gpuDeviceId);
        if (_model.Outputs.Count != 1 || _model.Outputs[0].Shape.Count != 3)
        {
            _model.Dispose();
            throw new InvalidDataException(
                $"'{_model.Path}' is no generator: it has the outputs {string.Join(", ", _model.Outputs)}, where one of " +
                "channels x height x width is expected.");
        }
        var shape = _model.Outputs[0].Shape;
        Name = name ?? Path.GetFileNameWithoutExtension(path);
        ImageShape = new ImageShape(shape[0], shape[1], shape[2]);
        Layout = new LatentLayout([.. _model.Inputs.Select(input => new LatentSpecification(input.Name, input.Shape))]);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public LatentLayout Layout { get; }

    /// <inheritdoc/>
    public ImageShape ImageShape { get; }

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

    /// <summary>Frees the native session; call it once every <see cref="Decode"/> has returned.</summary>
    public void Dispose() => _model.Dispose();
}
