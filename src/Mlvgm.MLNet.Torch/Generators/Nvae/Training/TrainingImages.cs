using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Generators;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Generators.Nvae.Training;

/// <summary>A data set as one byte tensor, padded with zeros (black) around the centre to the network's shape.</summary>
sealed class TrainingImages : IDisposable
{
    readonly Tensor _pixels;

    /// <exception cref="ArgumentException">The images have other channels or are larger than <paramref name="shape"/>.</exception>
    public TrainingImages(ImageDataset data, ImageShape shape)
    {
        var from = data.Shape;
        if (from.Channels != shape.Channels || from.Height > shape.Height || from.Width > shape.Width)
            throw new ArgumentException($"{from} images cannot be padded to the network's {shape}.", nameof(data));
        using var scope = NewDisposeScope();
        var pixels = tensor(data.Pixels.ToArray(), [data.Count, from.Channels, from.Height, from.Width]);
        int top = (shape.Height - from.Height) / 2, left = (shape.Width - from.Width) / 2;
        var padded = zeros([data.Count, shape.Channels, shape.Height, shape.Width], uint8);
        padded.narrow(2, top, from.Height).narrow(3, left, from.Width).copy_(pixels);
        _pixels = padded.DetachFromDisposeScope();
        Count = data.Count;
    }

    /// <summary>Images in the set.</summary>
    public int Count { get; }

    /// <summary>The images at <paramref name="indices"/>, [n, c, h, w] in [0, 1].</summary>
    public Tensor Batch(long[] indices) => _pixels.index_select(0, tensor(indices)).to(float32) / 255;

    public void Dispose() => _pixels.Dispose();
}
