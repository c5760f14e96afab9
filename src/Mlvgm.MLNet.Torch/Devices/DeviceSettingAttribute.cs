using Mlvgm.MLNet.Settings;

namespace Mlvgm.MLNet.Torch.Devices;

/// <summary>
/// Where to compute: <c>auto</c>, <c>cpu</c> or <c>cuda:N</c>. The setting of every record that has a device; <see cref="DeviceChoice.Auto"/> by default.
/// </summary>
/// <example>See <c>examples/ApiTour/OwnSettings.cs</c>.</example>
public sealed class DeviceSettingAttribute : SettingAttribute
{
    /// <summary>The setting, which may differ between the sessions of a run.</summary>
    public DeviceSettingAttribute() : base("Where to compute: auto, cpu or cuda:N.") => (Placeholder, IsFree) = ("DEVICE", true);
}
