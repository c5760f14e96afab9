using Mlvgm.MLNet.Experiments.Inputs;
using Mlvgm.MLNet.Settings;
using Mlvgm.MLNet.Torch.Devices;

namespace Mlvgm.MLNet.Experiments.Feeding;

public sealed partial class FeedingExperiment
{
    /// <summary>Options of the experiment.</summary>
    public sealed record Options : ISettings
    {
        /// <summary>Pairs in a step.</summary>
        [Setting("Pairs in a step.", Minimum = 2, Maximum = 65_536)]
        public IReadOnlyList<int> Batches { get; init; } = [32, 64, 128, 256];

        /// <summary>Images of an epoch; all where there are fewer.</summary>
        [Setting("Images of an epoch; all where there are fewer.", Minimum = 2)]
        public int Images { get; init; } = 10_000;

        /// <summary>Channels of the ResNet-18 after its first layer.</summary>
        [Setting("Channels of the ResNet-18 after its first layer.", Minimum = 1)]
        public int Width { get; init; } = 16;

        /// <summary>The power to reckon with where the machine does not measure energy.</summary>
        [Setting("The power to reckon with where the machine does not measure energy.", Placeholder = "W", Above = 0)]
        public double Watts { get; init; } = 65;

        /// <summary>The carbon intensity of the electricity.</summary>
        [Setting("Grams of CO2 for a kilowatt-hour.", Option = "carbon", Placeholder = "G", Above = 0)]
        public double GramsPerKilowattHour { get; init; } = 400;

        /// <inheritdoc cref="DeviceSettingAttribute"/>
        [DeviceSetting]
        public string Device { get; init; } = DeviceChoice.Auto;

        /// <summary>Whether the code of a generator that is a TorchScript may run.</summary>
        [Setting(NamedGenerator.TrustCodeText, IsFree = true)]
        public bool TrustCode { get; init; }

        void ISettings.Check(Violations violations) => violations.Require(Batches.Count > 0, "Batches (--batches) is empty.");
    }
}
