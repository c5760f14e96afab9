using Mlvgm.MLNet.Settings;

namespace Mlvgm.MLNet.Torch.Generators.Nvae.Refinement;

public sealed partial class NvaeRefiner
{
    /// <summary>The options of a refinement.</summary>
    public sealed record Options : NvaeRunOptions
    {
        /// <summary>Steps of the generator; 1 or more.</summary>
        [Setting("Steps of the generator.", Minimum = 1)]
        public long Steps { get; init; } = 10_000;

        /// <summary>Steps before those in which the discriminator learns alone; 0 or more.</summary>
        [Setting("Steps of the discriminator alone, before.", Minimum = 0)]
        public long DiscriminatorSteps { get; init; } = 200;

        /// <summary>Real images, and samples, of a step; 2 or more.</summary>
        [Setting("Real images, and samples, of a step.", Option = "batch", Minimum = 2)]
        public int BatchSize { get; init; } = 32;

        /// <summary>Adam's rate for the generator.</summary>
        [Setting("Adam's rate for the generator.", Placeholder = "RATE", Above = 0)]
        public double LearningRate { get; init; } = 4e-4;

        /// <summary>Adam's rate for the discriminator.</summary>
        [Setting("Adam's rate for the discriminator.", Placeholder = "RATE", Above = 0)]
        public double DiscriminatorLearningRate { get; init; } = 1e-3;

        /// <summary>The discriminator's channels at full resolution; multiples of 16 are fast.</summary>
        [Setting("The discriminator's channels at full resolution; multiples of 16 are fast.", Minimum = 1)]
        public int DiscriminatorWidth { get; init; } = 16;

        /// <summary>The weight of R1, computed in every 16th step; 0 switches it off.</summary>
        [Setting("Weight of R1; 0 for none.", Minimum = 0)]
        public double GradientPenalty { get; init; } = 0.1;

        /// <summary>The share of itself that the moving average of the generator's weights keeps at each step, in [0, 1).</summary>
        [Setting("What the average of weights keeps of itself.", Placeholder = "SHARE", Minimum = 0, Below = 1)]
        public double AveragingMomentum { get; init; } = 0.998;

        /// <summary>
        /// The weight of the mean squared difference between samples and what the generator made of the same latents before, both averaged over the cells of
        /// an 8x8 grid: the higher, the more each latent keeps what it decides; 0 leaves the generator free, and late latents tend to die.
        /// </summary>
        [Setting("Weight of the difference from what the generator made of the same latents before, averaged over an 8x8 grid; 0 leaves it free.", Option = "fidelity", Minimum = 0)]
        public double FidelityWeight { get; init; } = 30;

        /// <summary>Mirror real images at random.</summary>
        [Setting("Whether images are mirrored at random.", Option = "flip")]
        public bool HorizontalFlip { get; init; }
    }
}
