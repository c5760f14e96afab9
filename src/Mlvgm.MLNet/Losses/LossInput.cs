using System.Runtime.CompilerServices;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Losses;

/// <summary>What the losses ask of their arguments.</summary>
static class LossInput
{
    /// <exception cref="ArgumentException">The views are not matrices of one shape with at least 2 rows.</exception>
    public static void RequireMatrices(
        Tensor first, Tensor second,
        [CallerArgumentExpression(nameof(first))] string? firstName = null, [CallerArgumentExpression(nameof(second))] string? secondName = null)
    {
        ArgumentNullException.ThrowIfNull(first, firstName);
        ArgumentNullException.ThrowIfNull(second, secondName);
        if (first.dim() == 2 && first.shape.AsSpan().SequenceEqual(second.shape) && first.shape[0] >= 2) return;
        throw new ArgumentException(
            $"The views have shapes [{string.Join(", ", first.shape)}] and [{string.Join(", ", second.shape)}]; " +
            "expected two equal matrices of at least 2 rows.", secondName);
    }

    /// <exception cref="ArgumentOutOfRangeException">The temperature is not above 0.</exception>
    public static void RequirePositive(double temperature, [CallerArgumentExpression(nameof(temperature))] string? name = null)
    {
        if (!(temperature > 0)) throw new ArgumentOutOfRangeException(name, temperature, "The temperature must be positive.");
    }
}
