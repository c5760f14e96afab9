using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Torch.Native;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Generators;

/// <summary>A generator as a TorchSharp module: differentiable in its latents, frozen, and always in evaluation mode.</summary>
public abstract class TorchGenerator : IGenerator, IDisposable
{
    static TorchGenerator() => TorchNative.TryEnsureLoaded();

    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <inheritdoc/>
    public abstract LatentLayout Layout { get; }

    /// <inheritdoc/>
    public abstract ImageShape ImageShape { get; }

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
                : tensor(latents.Values[i], [latents.Count, .. latent.Shape.Select(d => (long)d)], device: Device));
        }
        return tensors;
    }

    /// <summary>Frees the weights.</summary>
    public abstract void Dispose();
}
