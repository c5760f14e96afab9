using Microsoft.ML;
using Microsoft.ML.Data;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Identities;
using Mlvgm.MLNet.Training.Pixels;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Training.Monitors;

/// <summary>Labelled images of one shape in memory, as bytes: what a monitor measures an encoder on.</summary>
/// <example>See <c>examples/ApiTour/OwnMonitor.cs</c>.</example>
public sealed class LabelledImages
{
    readonly byte[] _pixels;
    readonly ImageShape _shape;
    readonly IReadOnlyList<string> _classNames;

    LabelledImages(byte[] pixels, ImageShape shape, long[] labels, IReadOnlyList<string> classNames)
    {
        (_pixels, _shape, Labels, _classNames) = (pixels, shape, labels, classNames);
        ClassCount = labels.Length == 0 ? 0 : (int)labels.Max() + 1;
    }

    /// <summary>The class of every image, 0-based.</summary>
    public IReadOnlyList<long> Labels { get; }

    /// <summary>Images in the set.</summary>
    public int Count => Labels.Count;

    /// <summary>Classes, some of which may have no image.</summary>
    public int ClassCount { get; }

    /// <summary>Pixels, labels, class names and shape: other images give other measurements.</summary>
    internal Identity Identity => ImageIdentity.Of(new ImageDataset(_shape, _pixels, [.. Labels.Select(label => (int)label)], _classNames));

    /// <summary>Reads a view. Pixels are rounded to bytes, which changes nothing for decoded images.</summary>
    /// <param name="view">The rows; those without a label are left out.</param>
    /// <param name="shape">The shape of every image.</param>
    /// <param name="imageColumnName">A vector column of <see cref="float"/>, planar.</param>
    /// <param name="labelColumnName">The classes: a key, or anything that ML.NET maps to one.</param>
    /// <param name="pixelMaximum">The value of a white pixel: 1 or 255.</param>
    /// <exception cref="InvalidDataException">A pixel is no number, or outside its range; the message names row and column.</exception>
    internal static LabelledImages Read(
        IDataView view, ImageShape shape, string imageColumnName, string labelColumnName, float pixelMaximum)
    {
        if (view.Schema[labelColumnName].Type is not KeyDataViewType)
        {
            var keys = new MLContext().Transforms.Conversion.MapValueToKey(labelColumnName);
            view = keys.Fit(view).Transform(view);
        }
        var (image, label) = (view.Schema[imageColumnName], view.Schema[labelColumnName]);
        using var cursor = view.GetRowCursor([image, label]);
        var imageGetter = cursor.GetGetter<VBuffer<float>>(image);
        var labelGetter = KeyColumn.Getter(cursor, label);
        var (pixels, labels) = (new MemoryStream(), new List<long>());
        VBuffer<float> values = default;
        float[] dense = new float[shape.Size];
        byte[] bytes = new byte[shape.Size];
        while (cursor.MoveNext())
        {
            if (labelGetter() is not { } key) continue;
            imageGetter(ref values);
            if (values.Length != shape.Size)
                throw new InvalidOperationException($"Column '{imageColumnName}' has {values.Length} values in row {cursor.Position}, but images of {shape} have {shape.Size}.");
            values.CopyTo(dense);
            PixelRow.Require(dense, cursor.Position, imageColumnName, pixelMaximum);
            for (int i = 0; i < bytes.Length; i++) bytes[i] = (byte)Math.Round(Math.Clamp(dense[i] / pixelMaximum, 0, 1) * 255);
            pixels.Write(bytes);
            labels.Add(key - 1);
        }
        return new LabelledImages(pixels.ToArray(), shape, [.. labels], KeyColumn.NamesOrNumbers(label));
    }

    /// <summary>Images <paramref name="first"/> and following, [count, channels, height, width] in [0, 1].</summary>
    public Tensor Read(int first, int count, Device device)
    {
        using var scope = NewDisposeScope();
        var bytes = tensor(
            new Memory<byte>(_pixels, first * _shape.Size, count * _shape.Size),
            [count, _shape.Channels, _shape.Height, _shape.Width], ScalarType.Byte, device: device);
        return (bytes.to(float32) / 255).MoveToOuterDisposeScope();
    }
}
