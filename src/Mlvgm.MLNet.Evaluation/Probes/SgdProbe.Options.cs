using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Settings;

namespace Mlvgm.MLNet.Evaluation.Probes;

public sealed partial class SgdProbe
{
    /// <summary>Options of the probe; the defaults are the paper's (docs/method/evaluation-protocols.md#the-papers-linear-classifier).</summary>
    public sealed record Options : ISettings
    {
        /// <summary>The learning rate per 256 images; it falls to a tenth. Positive.</summary>
        [Setting("Learning rate of the paper's probe per 256 images; it falls to a tenth.", Placeholder = "RATE", Above = 0)]
        public double LearningRate { get; init; } = 30;

        /// <summary>Momentum, in [0, 1).</summary>
        [Setting("Momentum of the paper's probe.", Placeholder = "SHARE", Minimum = 0, Below = 1)]
        public double Momentum { get; init; } = 0.9;

        /// <summary>Passes over the training images; 1 or more. The paper takes 100 for Stanford Cars and FGVC Aircraft.</summary>
        [Setting("Epochs of the paper's probe; it takes 100 for cars and aircraft.", Minimum = 1, Maximum = 100_000)]
        public int Epochs { get; init; } = 60;

        /// <summary>Images per step; 1 or more.</summary>
        [Setting("Images in a step of the paper's probe.", Option = "batch", Minimum = 1)]
        public int BatchSize { get; init; } = 256;

        /// <summary>The smallest share of an image's area that a crop keeps, in (0, 1].</summary>
        [MinimumCrop]
        public double MinimumCropScale { get; init; } = MinimumCropAttribute.Default;

        /// <summary>Whether half of the images are mirrored.</summary>
        [Setting("Whether half of the images of the paper's probe are mirrored.", Option = "flip")]
        public bool HorizontalFlip { get; init; } = true;
    }
}
