using Mlvgm.MLNet.IO;
using Mlvgm.MLNet.Torch.Augmentation;
using Mlvgm.MLNet.Training.Sources;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Runs;

/// <summary>Draws what a run learns from first as the network sees it: each row of anchors above the row of their positives, or anchors alone.</summary>
static class ViewsPicture
{
    const int Columns = 8;
    const int MostPairs = 2 * Columns;
    const int SmallSide = 64;

    /// <summary>Writes the picture.</summary>
    /// <param name="path">The PNG file.</param>
    /// <param name="views">A source at its beginning.</param>
    /// <param name="augmentation">T_x without normalisation.</param>
    /// <param name="seed">The seed of the augmentations.</param>
    /// <param name="batchSize">Pairs in a batch; no more are drawn.</param>
    /// <param name="device">Where to compute.</param>
    /// <param name="anchorsAlone">Whether one view of each pair is learned from.</param>
    public static void Write(
        string path, IViewSource views, AugmentationPipeline augmentation, ulong seed, int batchSize, Device device, bool anchorsAlone = false)
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        int pairs = Math.Min(MostPairs, batchSize), columns = Math.Min(Columns, pairs);
        var batch = views.Next(pairs, device);
        var anchors = augmentation.Apply(batch.Anchors, new ViewDraws(seed, "anchor", batch.Epoch, batch.FirstRow));
        Tensor[] drawn = anchorsAlone ? [anchors] : [anchors, augmentation.Apply(batch.Positives, new ViewDraws(seed, "positive", batch.Epoch, batch.FirstRow))];
        var rows = Enumerable.Range(0, pairs / columns).SelectMany(row => drawn.Select(view => view.narrow(0, row * columns, columns)));
        var images = cat([.. rows]).cpu().contiguous();
        var shape = new Generators.ImageShape((int)images.shape[1], (int)images.shape[2], (int)images.shape[3]);
        int scale = Math.Max(shape.Height, shape.Width) <= SmallSide ? 2 : 1;
        ImageGrid.WritePng(path, images.data<float>().ToArray(), shape, columns, scale);
    }
}
