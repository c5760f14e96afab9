using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Evaluation.Probes;
using Mlvgm.MLNet.Onnx;
using Mlvgm.MLNet.Settings;
using Mlvgm.MLNet.Torch.Devices;

namespace Mlvgm.MLNet.Experiments.Probes;

public sealed partial class EncoderEvaluation
{
    /// <summary>Options of an evaluation.</summary>
    public sealed record Options : ProbingOptions
    {
        /// <summary>Draws of labels for each small budget.</summary>
        [Setting("Draws for each small budget.", Minimum = 1, Maximum = 1000)]
        public int Draws { get; init; } = new ProbeProtocol.Options().Seeds.Count;

        /// <summary>Also classify by this many nearest neighbours among all training images; null for not at all.</summary>
        [Neighbours("Also classify by this many nearest neighbours among all training images; nothing is trained.", Option = "knn", Placeholder = "K")]
        public int? Neighbours { get; init; }

        /// <summary>The seed of the first draw; the next draws have the next seeds.</summary>
        [Setting("Seed of the first draw.")]
        public ulong Seed { get; init; }

        /// <summary>Whether the raw pixels that encoders take are probed too; for images of 224 pixels that takes longer than the encoder.</summary>
        [Setting("Whether the raw pixels that encoders take are probed too, which large images make slow.", IsFree = true)]
        public bool RawPixels { get; init; } = true;

        /// <summary>What encoders take whose files have no card.</summary>
        public EncoderInputOptions EncoderInput { get; init; } = new();

        /// <inheritdoc cref="DeviceSettingAttribute"/>
        [DeviceSetting]
        public string Device { get; init; } = DeviceChoice.Auto;
    }
}
