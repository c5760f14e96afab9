using Mlvgm.MLNet.OnnxExport.Graph;
using Mlvgm.MLNet.OnnxExport.Operators;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.OnnxExport.Inputs;

/// <summary>
/// The per-channel normalisation of images that the module expects, written into the graph so that its input is plain pixels:
/// (pixel / <see cref="PixelMaximum"/> - mean) / standard deviation.
/// </summary>
/// <example>See <c>examples/ApiTour/ExportedModule.cs</c>.</example>
public sealed record OnnxNormalization
{
    /// <summary>Describes a normalisation.</summary>
    /// <param name="mean">Per channel, of pixels in [0, 1].</param>
    /// <param name="standardDeviation">Per channel, of pixels in [0, 1]; positive.</param>
    /// <param name="pixelMaximum">The value of a white pixel at the graph's input: 1 for [0, 1], 255 for bytes.</param>
    /// <exception cref="ArgumentException">The lists are empty or differ in length.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A standard deviation or <paramref name="pixelMaximum"/> is not positive.</exception>
    public OnnxNormalization(IReadOnlyList<float> mean, IReadOnlyList<float> standardDeviation, float pixelMaximum = 1)
    {
        ArgumentNullException.ThrowIfNull(mean);
        ArgumentNullException.ThrowIfNull(standardDeviation);
        if (mean.Count == 0 || mean.Count != standardDeviation.Count)
            throw new ArgumentException(
                $"{mean.Count} means and {standardDeviation.Count} standard deviations: give one of each per channel.", nameof(mean));
        foreach (float deviation in standardDeviation)
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(deviation, nameof(standardDeviation));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(pixelMaximum);
        Mean = [.. mean];
        StandardDeviation = [.. standardDeviation];
        PixelMaximum = pixelMaximum;
    }

    /// <summary>Per channel, of pixels in [0, 1].</summary>
    public IReadOnlyList<float> Mean { get; }

    /// <summary>Per channel, of pixels in [0, 1].</summary>
    public IReadOnlyList<float> StandardDeviation { get; }

    /// <summary>The value of a white pixel at the graph's input.</summary>
    public float PixelMaximum { get; }

    /// <summary>Normalises images [N, C, height, width] in TorchSharp; the result is in the caller's dispose scope.</summary>
    public Tensor Apply(Tensor images)
    {
        ArgumentNullException.ThrowIfNull(images);
        using var scope = NewDisposeScope();
        var (factor, offset) = Affine();
        long[] shape = [1, factor.Length, 1, 1];
        var result = images * tensor(factor, shape, device: images.device) + tensor(offset, shape, device: images.device);
        return result.MoveToOuterDisposeScope();
    }

    internal OnnxValue Export(OnnxGraph graph, OnnxValue images)
    {
        var (factor, offset) = Affine();
        long[] shape = [1, factor.Length, 1, 1];
        return graph.Add(graph.Mul(images, graph.Constant(factor, shape)), graph.Constant(offset, shape));
    }

    (float[] Factor, float[] Offset) Affine() => (
        [.. StandardDeviation.Select(deviation => (float)(1.0 / ((double)PixelMaximum * deviation)))],
        [.. Mean.Zip(StandardDeviation, (mean, deviation) => (float)(-(double)mean / deviation))]);
}
