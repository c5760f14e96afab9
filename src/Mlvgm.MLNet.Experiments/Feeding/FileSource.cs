using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Torch.Layouts;
using Mlvgm.MLNet.Training.Sources;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Experiments.Feeding;

/// <summary>Image files in their order, decoded on all cores each time; augmentation makes both views.</summary>
/// <param name="files">The files.</param>
sealed class FileSource(ImageFileSet files) : IViewSource
{
    int _row;

    public ImageShape ImageShape => files.Shape;

    public void MoveTo(ViewPosition position) => _row = (int)position.Row;

    public ViewBatch Next(int batchSize, Device device)
    {
        if (_row + batchSize > files.Count) _row = 0;
        int first = _row, size = files.Shape.Size;
        _row += batchSize;
        float[] pixels = new float[batchSize * size];
        Parallel.For(0, batchSize, i => files.Read(first + i, pixels.AsSpan(i * size, size)));
        var images = AlignedTensor.Of(pixels, [batchSize, files.Shape.Channels, files.Shape.Height, files.Shape.Width], device);
        return new ViewBatch(images, images, 0, first);
    }

    public void Dispose()
    {
    }
}
