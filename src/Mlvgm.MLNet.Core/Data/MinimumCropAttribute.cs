using Mlvgm.MLNet.Settings;

namespace Mlvgm.MLNet.Data;

/// <summary>The smallest share of an image's area that a random crop keeps: the setting of every record that crops; <see cref="Default"/> by default.</summary>
/// <example>See <c>examples/ApiTour/OwnSettings.cs</c>.</example>
public sealed class MinimumCropAttribute : SettingAttribute
{
    /// <summary>The share where none is given: the paper's, and SimCLR's for small images.</summary>
    public const double Default = 0.2;

    /// <summary>The setting.</summary>
    public MinimumCropAttribute() : base("Smallest share of an image's area that a random crop keeps.") =>
        (Option, Placeholder, Above, Maximum) = ("minimum-crop", "SHARE", 0, 1);
}
