using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.OnnxExport;
using Mlvgm.MLNet.OnnxExport.Inputs;
using Mlvgm.MLNet.OnnxExport.Parity;
using Mlvgm.MLNet.Torch.Layouts;
using Mlvgm.MLNet.Torch.Native;
using Mlvgm.MLNet.Torch.State;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Generators.Abstractions;

/// <summary>A generator as a TorchSharp module: differentiable in its latents, frozen, and always in evaluation mode.</summary>
/// <example>See <c>examples/ApiTour/Measuring.cs</c>.</example>
public abstract class TorchGenerator : IGenerator, IDisposable
{
    static TorchGenerator() => TorchNative.TryEnsureLoaded();

    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <inheritdoc/>
    public abstract LatentLayout Layout { get; }

    /// <inheritdoc/>
    public abstract ImageShape ImageShape { get; }

    /// <inheritdoc/>
    /// <remarks>Null unless it is overridden; <see cref="HashOf"/> fits a generator that was made in code.</remarks>
    public virtual string? ContentHash => null;

    /// <summary>The device that holds the weights; latents must be there too.</summary>
    public abstract Device Device { get; }

    /// <summary>Moves the weights to <paramref name="device"/>.</summary>
    public abstract void MoveTo(Device device);

    /// <summary>Generates images, differentiably in the latents.</summary>
    /// <param name="latents">Per latent, in the layout's order, [batch, ..shape], float32, on <see cref="Device"/>.</param>
    /// <returns>[batch, channels, height, width], values in [0, 1], in the caller's dispose scope.</returns>
    public abstract Tensor Decode(IReadOnlyList<Tensor> latents);

    /// <summary>The space in which the size of a perturbation is measured: Z, of the latents as they are drawn, unless overridden.</summary>
    public virtual string DistanceSpace => "Z";

    /// <summary>Maps the vectors of a span into <see cref="DistanceSpace"/>, where the distance is Euclidean.</summary>
    /// <param name="span">Which latents the vectors are of.</param>
    /// <param name="vectors">[batch, span size], on <see cref="Device"/>.</param>
    /// <returns>[batch, any width].</returns>
    public virtual Tensor ToDistanceSpace(LatentSpan span, Tensor vectors) => vectors;

    /// <summary>The SHA-256, in lower-case hexadecimal, of a module's parameters and buffers and of what else decides the images.</summary>
    /// <param name="module">The weights.</param>
    /// <param name="settings">The rest as text, such as a record's; equal settings have equal texts.</param>
    protected static string HashOf(nn.Module module, string settings = "")
    {
        ArgumentNullException.ThrowIfNull(module);
        return StateHash.Of(module.state_dict(), settings);
    }

    /// <summary>The module that describes the generator as an ONNX graph, from an input per latent to the images; null where none does.</summary>
    protected virtual nn.Module? OnnxModule => null;

    /// <summary>
    /// Writes the generator as ONNX: an input per latent under its name, the output <c>image</c> in [0, 1], any batch. Priors, draws and
    /// groups go into the metadata, so that the file is a generator without TorchSharp.
    /// </summary>
    /// <param name="path">The file to write.</param>
    /// <param name="metadata">Further keys and values to keep in the file.</param>
    /// <returns>What was written, with the largest difference between graph and module on random latents.</returns>
    /// <exception cref="NotSupportedException">The generator cannot be expressed as ONNX; the message says why.</exception>
    /// <exception cref="OnnxParityException">Graph and module differ by more than 1e-4.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public virtual OnnxExportResult ExportOnnx(string path, IReadOnlyDictionary<string, string>? metadata = null)
    {
        var module = OnnxModule ?? throw new NotSupportedException($"Generator '{Name}' cannot be written as ONNX: its architecture has no ONNX graph.");
        return OnnxExporter.Export(module, latents => [Decode(latents)], path, new OnnxExportOptions
        {
            Inputs = [.. Layout.Latents.Select(latent => new OnnxInput(latent.Name, [.. latent.Shape.Select(d => (long)d)]))],
            OutputNames = ["image"],
            Metadata = new Dictionary<string, string>(metadata ?? new Dictionary<string, string>())
            {
                [LatentLayoutMetadata.Key] = LatentLayoutMetadata.Write(Layout),
            },
        });
    }

    /// <inheritdoc/>
    public void Decode(LatentBatch latents, Span<float> images)
    {
        ArgumentNullException.ThrowIfNull(latents);
        if (!ReferenceEquals(latents.Layout, Layout))
            throw new ArgumentException($"The latents are not of generator '{Name}'.", nameof(latents));
        if (images.Length != latents.Count * ImageShape.Size)
        {
            throw new ArgumentException(
                $"{latents.Count} images of {ImageShape} need {latents.Count * ImageShape.Size} floats, not {images.Length}.", nameof(images));
        }
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        Decode(ToTensors(latents)).cpu().contiguous().data<float>().CopyTo(images);
    }

    /// <summary>
    /// Copies a batch of latents to <see cref="Device"/>: per latent [batch, ..shape], in the caller's dispose scope. Latents of one draw
    /// whose values are equal throughout the batch are the same tensor.
    /// </summary>
    public IReadOnlyList<Tensor> ToTensors(LatentBatch latents)
    {
        ArgumentNullException.ThrowIfNull(latents);
        var tensors = new List<Tensor>();
        for (int i = 0; i < latents.Values.Count; i++)
        {
            var latent = latents.Layout.Latents[i];
            int same = Enumerable.Range(0, i).FirstOrDefault(j =>
                latents.Layout.Latents[j].Draw == latent.Draw && latents.Values[j].AsSpan().SequenceEqual(latents.Values[i]), -1);
            tensors.Add(same >= 0
                ? tensors[same]
                : AlignedTensor.Of(latents.Values[i], [latents.Count, .. latent.Shape.Select(d => (long)d)], Device));
        }
        return tensors;
    }

    /// <summary>Frees the weights.</summary>
    public abstract void Dispose();
}
