using Mlvgm.MLNet.Settings;

namespace Mlvgm.MLNet.GeneratorQuality;

public sealed partial class ImageClassifierTrainer
{
    /// <summary>The options of a training.</summary>
    public sealed record Options : ISettings
    {
        /// <summary>The seed of weights, order and variations.</summary>
        [Setting("Seed of every random draw.")]
        public ulong Seed { get; init; }

        /// <summary>Passes over the images; 1 or more.</summary>
        [Setting("Passes of the classifier over the training images.", Minimum = 1, Maximum = 1000)]
        public int Epochs { get; init; } = 4;

        /// <summary>Images per step; 2 or more.</summary>
        [Setting("Images per step of the classifier.", Option = "batch", Minimum = 2)]
        public int BatchSize { get; init; } = 128;

        /// <summary>The highest learning rate.</summary>
        [Setting("The classifier's highest learning rate.", Placeholder = "RATE", Above = 0)]
        public double LearningRate { get; init; } = 0.1;

        /// <summary>SGD's momentum, below 1.</summary>
        [Setting("The classifier's momentum.", Placeholder = "SHARE", Minimum = 0, Below = 1)]
        public double Momentum { get; init; } = 0.9;

        /// <summary>SGD's weight decay.</summary>
        [Setting("The classifier's weight decay.", Placeholder = "RATE", Minimum = 0)]
        public double WeightDecay { get; init; } = 5e-4;

    }
}
