using System.Runtime.CompilerServices;

namespace Mlvgm.MLNet.Data.Images;

/// <summary>Along one axis, the pixels of which each pixel of a scaled picture is made, and with which weights: a triangle around its centre, held inside the part.</summary>
sealed class FilterTaps
{
    readonly int[] _first, _count;
    readonly float[] _weights;
    readonly int _most;

    /// <summary>Computes the weights.</summary>
    /// <param name="start">Where the part begins, in pixels of the picture.</param>
    /// <param name="length">The part's length.</param>
    /// <param name="count">Pixels of the result.</param>
    /// <param name="total">What the weights of a pixel sum to.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public FilterTaps(double start, double length, int count, float total)
    {
        double scale = length / count, reach = Math.Max(1, scale);
        // An edge that rounding has put a little outside of a pixel is on it.
        const double Slack = 1e-6;
        Start = (int)Math.Floor(start + Slack);
        End = Math.Max(Start + 1, (int)Math.Ceiling(start + length - Slack));
        _most = (int)Math.Ceiling(2 * reach) + 1;
        (_first, _count, _weights) = (new int[count], new int[count], new float[count * _most]);
        double[] sizes = new double[_most];
        for (int i = 0; i < count; i++)
        {
            double centre = start + (i + 0.5) * scale;
            int first = Math.Max(Start, (int)Math.Floor(centre - reach + 0.5)), last = Math.Min(End, (int)Math.Floor(centre + reach + 0.5));
            double sum = 0;
            for (int k = 0; k < last - first; k++) sum += sizes[k] = Math.Max(0, 1 - Math.Abs(first + k + 0.5 - centre) / reach);
            for (int k = 0; k < last - first; k++) _weights[i * _most + k] = (float)(total * sizes[k] / sum);
            (_first[i], _count[i]) = (first, last - first);
        }
    }

    /// <summary>The first pixel of the picture that counts.</summary>
    public int Start { get; }

    /// <summary>The pixel behind the last that counts.</summary>
    public int End { get; }

    /// <summary>The first pixel of which pixel <paramref name="index"/> of the result is made.</summary>
    public int FirstOf(int index) => _first[index];

    /// <summary>The weights of that one and those behind it.</summary>
    public ReadOnlySpan<float> WeightsOf(int index) => _weights.AsSpan(index * _most, _count[index]);
}
