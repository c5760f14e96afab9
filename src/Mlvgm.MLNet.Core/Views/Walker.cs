using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Mlvgm.MLNet.IO;

namespace Mlvgm.MLNet.Views;

/// <summary>
/// The perturbation p(z) = output(ReLU(hidden(z))) of the paper, section 3.1, as plain numbers: it runs without TorchSharp. Both layers are
/// as wide as z (docs/method/measurement.md#the-walker). Immutable.
/// </summary>
/// <example>See <c>examples/ApiTour/LatentVectors.cs</c>.</example>
public sealed class Walker
{
    readonly float[] _hiddenWeight;
    readonly float[] _hiddenBias;
    readonly float[] _outputWeight;
    readonly float[] _outputBias;

    /// <summary>Creates a walker from copies of its weights.</summary>
    /// <param name="hiddenWeight">[size, size], row-major: a row per hidden unit.</param>
    /// <param name="hiddenBias">[size].</param>
    /// <param name="outputWeight">[size, size], row-major: a row per coordinate.</param>
    /// <param name="outputBias">[size].</param>
    /// <exception cref="ArgumentException">The sizes do not match, or a number is not finite.</exception>
    public Walker(
        ReadOnlySpan<float> hiddenWeight, ReadOnlySpan<float> hiddenBias, ReadOnlySpan<float> outputWeight, ReadOnlySpan<float> outputBias)
    {
        Size = hiddenBias.Length;
        _hiddenWeight = Checked(hiddenWeight, (long)Size * Size, nameof(hiddenWeight));
        _hiddenBias = Checked(hiddenBias, Size, nameof(hiddenBias));
        _outputWeight = Checked(outputWeight, (long)Size * Size, nameof(outputWeight));
        _outputBias = Checked(outputBias, Size, nameof(outputBias));
    }

    /// <summary>The file that it was read from, by which strategies that are written name it; null when it was made in code.</summary>
    public string? Path { get; init; }

    /// <summary>The SHA-256 of the weights, in lower-case hexadecimal: equal walkers have the same, whatever their files.</summary>
    public string Sha256
    {
        get
        {
            using var hash = new ContentHash();
            // In the order of bytes of the machine, which is one wherever this library runs.
            foreach (float[] weights in new[] { _hiddenWeight, _hiddenBias, _outputWeight, _outputBias }) hash.Add(MemoryMarshal.AsBytes(weights.AsSpan()));
            return hash.Finish();
        }
    }

    /// <summary>Coordinates of z.</summary>
    public int Size { get; }

    /// <summary>[size, size], row-major.</summary>
    public ReadOnlySpan<float> HiddenWeight => _hiddenWeight;

    /// <summary>[size].</summary>
    public ReadOnlySpan<float> HiddenBias => _hiddenBias;

    /// <summary>[size, size], row-major.</summary>
    public ReadOnlySpan<float> OutputWeight => _outputWeight;

    /// <summary>[size].</summary>
    public ReadOnlySpan<float> OutputBias => _outputBias;

    /// <summary>Computes z + p(z) for one z.</summary>
    /// <param name="z">The anchor's coordinates, <see cref="Size"/> of them.</param>
    /// <param name="moved">Receives the positive's coordinates; another memory than <paramref name="z"/>.</param>
    public void Move(ReadOnlySpan<float> z, Span<float> moved)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(z.Length, Size, nameof(z));
        ArgumentOutOfRangeException.ThrowIfNotEqual(moved.Length, Size, nameof(moved));
        float[] hidden = new float[Size];
        for (int i = 0; i < Size; i++)
            hidden[i] = Math.Max(0, _hiddenBias[i] + TensorPrimitives.Dot(_hiddenWeight.AsSpan(i * Size, Size), z));
        for (int i = 0; i < Size; i++)
            moved[i] = z[i] + _outputBias[i] + TensorPrimitives.Dot(_outputWeight.AsSpan(i * Size, Size), hidden);
    }

    /// <summary>The size and a hash of the weights, so that the text of a perturbation, and of what is computed with it, tells walkers apart.</summary>
    public override string ToString() => FormattableString.Invariant($"walker of {Size} coordinates, sha256 {Sha256}");

    static float[] Checked(ReadOnlySpan<float> values, long length, string parameter)
    {
        if (values.Length != length || length == 0)
            throw new ArgumentException($"{parameter} has {values.Length} numbers; the biases ask for {length}.", parameter);
        foreach (float value in values)
            if (!float.IsFinite(value)) throw new ArgumentException($"{parameter} holds {value}: every weight must be finite.", parameter);
        return values.ToArray();
    }
}
