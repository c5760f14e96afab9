using Mlvgm.MLNet.Settings;

namespace Mlvgm.MLNet.Data;

/// <summary>
/// k, the labelled images that vote on the class of another (Wu et al., 2018): the setting of every record that classifies by neighbours,
/// <see cref="Default"/> by default. An image's vote weighs exp(cosine / <see cref="VoteTemperature"/>).
/// </summary>
/// <example>See <c>examples/ApiTour/OwnSettings.cs</c>.</example>
public sealed class NeighboursAttribute : SettingAttribute
{
    /// <summary>Neighbours where no number is given.</summary>
    public const int Default = 20;

    /// <summary>τ of the votes where none is given.</summary>
    public const float VoteTemperature = 0.07f;

    /// <summary>The setting.</summary>
    public NeighboursAttribute() : this("Nearest neighbours that vote on an image's class.")
    {
    }

    /// <summary>The setting where it says more than how many vote.</summary>
    /// <param name="text">What it says.</param>
    public NeighboursAttribute(string text) : base(text) => (Minimum, Maximum) = (1, 10_000);
}
