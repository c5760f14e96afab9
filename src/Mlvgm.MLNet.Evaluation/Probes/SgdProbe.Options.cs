namespace Mlvgm.MLNet.Evaluation.Probes;

public sealed partial class SgdProbe
{
    /// <summary>Options of the probe; the defaults are the paper's (docs/method/evaluation-protocols.md#the-papers-linear-classifier).</summary>
    public sealed class Options
    {
        /// <summary>The learning rate per 256 images; it falls to a tenth. Positive.</summary>
        public double LearningRate { get; set; } = 30;

        /// <summary>Momentum, in [0, 1).</summary>
        public double Momentum { get; set; } = 0.9;

        /// <summary>Passes over the training images; 1 or more. The paper takes 100 for Stanford Cars and FGVC Aircraft.</summary>
        public int Epochs { get; set; } = 60;

        /// <summary>Images per step; 1 or more.</summary>
        public int BatchSize { get; set; } = 256;

        /// <summary>The smallest share of an image's area that a crop keeps, in (0, 1].</summary>
        public double MinimumCropScale { get; set; } = 0.2;

        /// <summary>Whether half of the images are mirrored.</summary>
        public bool HorizontalFlip { get; set; } = true;

        internal void Validate()
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(LearningRate);
            ArgumentOutOfRangeException.ThrowIfNegative(Momentum);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(Momentum, 1);
            ArgumentOutOfRangeException.ThrowIfLessThan(Epochs, 1);
            ArgumentOutOfRangeException.ThrowIfLessThan(BatchSize, 1);
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MinimumCropScale);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(MinimumCropScale, 1);
        }
    }
}
