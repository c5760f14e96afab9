using System.Runtime.CompilerServices;

namespace Mlvgm.MLNet.Torch.Augmentation;

/// <summary>The check of a probability.</summary>
static class Probability
{
    /// <summary>The value, if it is a probability.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not in [0, 1].</exception>
    public static double Check(double value, [CallerArgumentExpression(nameof(value))] string? name = null) => value is >= 0 and <= 1
        ? value
        : throw new ArgumentOutOfRangeException(name, value, "A probability lies in [0, 1].");
}
