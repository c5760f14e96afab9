namespace Mlvgm.MLNet.Torch.Augmentation;

/// <summary>How far a colour jitter goes. The defaults are the paper's, as in SimSiam and MoCo v2 (docs/method/augmentation.md#colour-jitter).</summary>
/// <example>See <c>examples/ApiTour/AugmentedViews.cs</c>.</example>
public sealed record ColorJitterStrength
{
    /// <summary>b: brightness factors are uniform in [1 - b, 1 + b]; in [0, 1].</summary>
    public double Brightness { get; init; } = 0.4;

    /// <summary>c: contrast factors are uniform in [1 - c, 1 + c]; in [0, 1].</summary>
    public double Contrast { get; init; } = 0.4;

    /// <summary>s: saturation factors are uniform in [1 - s, 1 + s]; in [0, 1].</summary>
    public double Saturation { get; init; } = 0.4;

    /// <summary>h: hues turn by a share of the circle that is uniform in [-h, h]; in [0, 0.5].</summary>
    public double Hue { get; init; } = 0.1;

    /// <exception cref="ArgumentOutOfRangeException">A strength is outside its range.</exception>
    internal void Validate()
    {
        Check(Brightness, nameof(Brightness), 1);
        Check(Contrast, nameof(Contrast), 1);
        Check(Saturation, nameof(Saturation), 1);
        Check(Hue, nameof(Hue), 0.5);
    }

    static void Check(double value, string name, double maximum)
    {
        if (!(value >= 0 && value <= maximum))
            throw new ArgumentOutOfRangeException(name, value, FormattableString.Invariant($"{name} lies in [0, {maximum}]."));
    }
}
