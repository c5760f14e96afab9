using Mlvgm.MLNet.Settings;
using Mlvgm.MLNet.Torch.Devices;

namespace Mlvgm.MLNet.Torch.Generators.Nvae;

/// <summary>
/// What a training and a refinement of an NVAE have in common: draws, device, checkpoints, and the statistics of the generator that is written.
/// </summary>
/// <example>See <c>examples/ApiTour/NvaeTraining.cs</c>.</example>
public abstract record NvaeRunOptions : ISettings
{
    /// <summary>The seed of every random draw.</summary>
    [Setting("Seed of every random draw.")]
    public ulong Seed { get; init; } = 1;

    /// <inheritdoc cref="DeviceSettingAttribute"/>
    [DeviceSetting]
    public string Device { get; init; } = DeviceChoice.Auto;

    /// <summary>Sampling passes of 100 images that re-estimate batch-norm statistics, at the temperature of the written generator; 0 for none.</summary>
    [Setting("Sampling passes of 100 images that re-estimate batch-norm statistics; 0 for none.", Minimum = 0, IsFree = true)]
    public int BatchNormPasses { get; init; } = 100;

    /// <summary>Steps between checkpoints.</summary>
    [Setting("Steps between checkpoints.", Minimum = 1, IsFree = true)]
    public int CheckpointEvery { get; init; } = 500;
}
