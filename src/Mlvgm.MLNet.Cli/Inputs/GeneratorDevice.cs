using Mlvgm.MLNet.Experiments.Inputs;
using Mlvgm.MLNet.Settings;
using Mlvgm.MLNet.Torch.Devices;

namespace Mlvgm.MLNet.Cli.Inputs;

/// <summary>Where a generator runs that is looked at, and whether it may.</summary>
sealed record GeneratorDevice : ISettings
{
    /// <inheritdoc cref="DeviceSettingAttribute"/>
    [DeviceSetting]
    public string Device { get; init; } = DeviceChoice.Auto;

    /// <summary>Whether the code of a generator that is a TorchScript may run.</summary>
    [Setting(NamedGenerator.TrustCodeText, IsFree = true)]
    public bool TrustCode { get; init; }
}
