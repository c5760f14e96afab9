using Mlvgm.MLNet.Settings;

namespace Mlvgm.MLNet.Cli.Settings;

/// <summary>A setting that a command offers.</summary>
/// <param name="Setting">The setting.</param>
/// <param name="Default">Its default, as it can be typed.</param>
/// <param name="Kind">The kind to which it belongs, such as a framework; null where it always applies.</param>
sealed record OfferedSetting(Setting Setting, string Default, string? Kind);
