using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Evaluation.Transfer;
using Mlvgm.MLNet.Onnx;
using Mlvgm.MLNet.Settings;
using Mlvgm.MLNet.Torch.Devices;

namespace Mlvgm.MLNet.Experiments.Transfers;

public sealed partial class TransferRun
{
    /// <summary>Options of a transfer run.</summary>
    public sealed record Options : TransferProbeOptions
    {
        /// <summary>Seeds of splits that are not published, and of <see cref="ProbeKind.Sgd"/>.</summary>
        [Setting("Seeds of the split, where none is published, and of the paper's probe.", Minimum = 1, Maximum = 1000)]
        public int Seeds { get; init; } = new TransferProtocol.Options().Seeds.Count;

        /// <summary>The first seed; the others follow it.</summary>
        [Setting("The first seed.")]
        public ulong Seed { get; init; }

        /// <summary>How images are read; those that are held out are drawn by each seed anew.</summary>
        public ImageReadingOptions Reading { get; init; } = new();

        /// <summary>What encoders take whose files have no card.</summary>
        public EncoderInputOptions EncoderInput { get; init; } = new();

        /// <inheritdoc cref="DeviceSettingAttribute"/>
        [DeviceSetting]
        public string Device { get; init; } = DeviceChoice.Auto;
    }
}
