using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Generators;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Generators.Nvae.Training;

/// <summary>A data set as one byte tensor.</summary>
sealed class TrainingImages : IDisposable
{
    readonly Tensor _pixels;

    /// <exception cref="ArgumentException">The images are not of <paramref name="shape"/>.</exception>
    public TrainingImages(ImageDataset data, ImageShape shape, Device device)
    {
        if (data.Shape != shape)
            throw new ArgumentException($"The images are {data.Shape}, the network's {shape}; read them at that size.", nameof(data));
        _pixels = tensor(data.Pixels.ToArray(), [data.Count, shape.Channels, shape.Height, shape.Width], device: device)
            .DetachFromDisposeScope();
        (Count, Device) = (data.Count, device);
    }

    /// <summary>Images in the set.</summary>
    public int Count { get; }

    /// <summary>Where the images are.</summary>
    public Device Device { get; }

    /// <summary>The images at <paramref name="indices"/>, [n, c, h, w] in [0, 1].</summary>
    public Tensor Batch(long[] indices) => _pixels.index_select(0, tensor(indices, device: Device)).to(float32) / 255;

    public void Dispose() => _pixels.Dispose();
}
