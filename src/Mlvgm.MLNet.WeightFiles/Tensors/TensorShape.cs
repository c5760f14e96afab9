namespace Mlvgm.MLNet.WeightFiles.Tensors;

/// <summary>Dimensions that a file announces.</summary>
static class TensorShape
{
    /// <summary>Most dimensions of a tensor that is read.</summary>
    public const int MaximumRank = 32;

    /// <summary>The number of elements.</summary>
    /// <exception cref="InvalidDataException">There are too many dimensions, one is negative, or there are more than 2^56 elements.</exception>
    public static long Elements(ReadOnlySpan<long> shape)
    {
        const long limit = 1L << 56;
        if (shape.Length > MaximumRank)
            throw new InvalidDataException($"a tensor has {shape.Length} dimensions; at most {MaximumRank} are read.");
        long product = 1;
        bool empty = false;
        foreach (long dimension in shape)
        {
            if (dimension < 0) throw new InvalidDataException($"a tensor has the shape {Text(shape)}.");
            if (dimension == 0) empty = true;
            else if (dimension > limit / product) throw new InvalidDataException($"a tensor of the shape {Text(shape)} is too large.");
            else product *= dimension;
        }
        return empty ? 0 : product;
    }

    /// <summary>The strides, in elements, of a row-major tensor.</summary>
    public static long[] RowMajorStrides(ReadOnlySpan<long> shape)
    {
        long[] strides = new long[shape.Length];
        long step = 1;
        for (int i = shape.Length - 1; i >= 0; i--)
        {
            strides[i] = step;
            step *= Math.Max(shape[i], 1);
        }
        return strides;
    }

    /// <summary>The shape as <c>[2, 3]</c>.</summary>
    public static string Text(ReadOnlySpan<long> shape) => $"[{string.Join(", ", shape.ToArray())}]";
}
