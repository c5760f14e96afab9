using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Mlvgm.MLNet.Data.Images;

/// <summary>
/// Scales a part of an RGBA picture bilinearly; where it shrinks, with a triangle as wide as the scale (antialiased), as torchvision's RandomResizedCrop does with images of
/// Pillow. What lies outside the part has no influence. Sums are in one order whatever the machine's vectors, so that equal pictures give equal bits.
/// </summary>
static class PartResampler
{
    const int Channels = 4;

    /// <summary>Scales.</summary>
    /// <param name="rgba">The picture's pixels, row by row.</param>
    /// <param name="pictureWidth">Its columns.</param>
    /// <param name="part">The part.</param>
    /// <param name="height">Rows of the result.</param>
    /// <param name="width">Columns of the result.</param>
    /// <param name="result">Receives [height, width, 4], in [0, 1].</param>
    public static void Resample(ReadOnlySpan<byte> rgba, int pictureWidth, PicturePart part, int height, int width, Span<float> result)
    {
        var rows = new FilterTaps(part.Top, part.Height, height, 1);
        var columns = new FilterTaps(part.Left, part.Width, width, 1f / byte.MaxValue);
        int values = Channels * (columns.End - columns.Start);
        float[] rented = ArrayPool<float>.Shared.Rent(values);
        var line = rented.AsSpan(0, values);
        for (int y = 0; y < height; y++)
        {
            line.Clear();
            var weights = rows.WeightsOf(y);
            for (int k = 0; k < weights.Length; k++)
                AddRow(rgba.Slice(Channels * ((rows.FirstOf(y) + k) * pictureWidth + columns.Start), values), weights[k], line);
            Shrink(line, columns, MemoryMarshal.Cast<float, Vector128<float>>(result.Slice(Channels * y * width, Channels * width)));
        }
        ArrayPool<float>.Shared.Return(rented);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void AddRow(ReadOnlySpan<byte> row, float weight, Span<float> line)
    {
        int step = Vector<byte>.Count, quarter = Vector<float>.Count, i = 0;
        var factor = new Vector<float>(weight);
        for (; i <= row.Length - step; i += step)
        {
            Vector.Widen(new Vector<byte>(row[i..]), out var low, out var high);
            Vector.Widen(low, out var first, out var second);
            Vector.Widen(high, out var third, out var fourth);
            var target = line.Slice(i, step);
            Add(first, factor, target);
            Add(second, factor, target[quarter..]);
            Add(third, factor, target[(2 * quarter)..]);
            Add(fourth, factor, target[(3 * quarter)..]);
        }
        for (; i < row.Length; i++) line[i] += weight * row[i];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Add(Vector<uint> pixels, Vector<float> factor, Span<float> target) =>
        (new Vector<float>(target) + factor * Vector.ConvertToSingle(Vector.AsVectorInt32(pixels))).CopyTo(target);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Shrink(ReadOnlySpan<float> line, FilterTaps columns, Span<Vector128<float>> result)
    {
        var pixels = MemoryMarshal.Cast<float, Vector128<float>>(line);
        for (int x = 0; x < result.Length; x++)
        {
            var sum = Vector128<float>.Zero;
            var weights = columns.WeightsOf(x);
            var taken = pixels.Slice(columns.FirstOf(x) - columns.Start, weights.Length);
            for (int k = 0; k < weights.Length; k++) sum += taken[k] * weights[k];
            // Weights sum to one but for rounding.
            result[x] = Vector128.Min(sum, Vector128<float>.One);
        }
    }
}
