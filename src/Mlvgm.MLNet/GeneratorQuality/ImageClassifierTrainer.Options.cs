using System.Text.Json;

namespace Mlvgm.MLNet.GeneratorQuality;

public sealed partial class ImageClassifierTrainer
{
    /// <summary>The options of a training.</summary>
    public sealed class Options
    {
        internal static readonly JsonSerializerOptions WithFields = new() { IncludeFields = true };

        /// <summary>The seed of weights, order and variations.</summary>
        public ulong Seed;

        /// <summary>Passes over the images; 1 or more.</summary>
        public int Epochs = 4;

        /// <summary>Images per step; 2 or more.</summary>
        public int BatchSize = 128;

        /// <summary>The highest learning rate.</summary>
        public double LearningRate = 0.1;

        /// <summary>SGD's momentum, below 1.</summary>
        public double Momentum = 0.9;

        /// <summary>SGD's weight decay.</summary>
        public double WeightDecay = 5e-4;

        internal void Validate()
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(Epochs, 1);
            ArgumentOutOfRangeException.ThrowIfLessThan(BatchSize, 2);
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(LearningRate);
            ArgumentOutOfRangeException.ThrowIfNegative(Momentum);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(Momentum, 1);
            ArgumentOutOfRangeException.ThrowIfNegative(WeightDecay);
        }
    }
}
