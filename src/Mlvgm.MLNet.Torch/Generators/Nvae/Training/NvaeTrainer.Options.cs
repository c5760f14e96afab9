using Mlvgm.MLNet.Settings;

namespace Mlvgm.MLNet.Torch.Generators.Nvae.Training;

public sealed partial class NvaeTrainer
{
    /// <summary>The options of a training run; lists are per latent in generation order, an empty list is the neutral value.</summary>
    public sealed record Options : NvaeRunOptions
    {
        /// <summary>Passes over the training images; 1 or more.</summary>
        [Setting("Passes over the images.", Minimum = 1)]
        public int Epochs { get; init; } = 10;

        /// <summary>Steps in all; null takes <see cref="Epochs"/>.</summary>
        [Setting("Steps in all; takes precedence over the passes.", Minimum = 1)]
        public long? Steps { get; init; }

        /// <summary>Images per step; 2 or more.</summary>
        [Setting("Images per step.", Option = "batch", Minimum = 2)]
        public int BatchSize { get; init; } = 64;

        /// <summary>Adamax's highest rate, after a linear rise over the first hundredth of the steps.</summary>
        [Setting("Adamax's highest rate.", Placeholder = "RATE", Above = 0)]
        public double LearningRate { get; init; } = 1e-2;

        /// <summary>The rate at the last step; the cosine schedule falls to it.</summary>
        [Setting("The rate at the last step.", Placeholder = "RATE", Minimum = 0)]
        public double FinalLearningRate { get; init; } = 1e-4;

        /// <summary>Adamax's weight decay.</summary>
        [Setting("Adamax's weight decay.", Placeholder = "RATE", Minimum = 0)]
        public double WeightDecay { get; init; } = 3e-4;

        /// <summary>The fraction of the steps in which the divergences' factor beta rises from 1e-4 to 1.</summary>
        [Setting("Fraction of the steps in which beta rises.", Placeholder = "SHARE", Minimum = 0, Maximum = 1)]
        public double KlWarmUp { get; init; } = 0.3;

        /// <summary>Fixed weights of the divergences; empty means 1 each.</summary>
        [Setting("Weight of each latent's divergence; 1 each when empty.", Minimum = 0)]
        public IReadOnlyList<double> KlWeights { get; init; } = [];

        /// <summary>Nats per image up to which a latent's divergence (batch mean) costs nothing; empty means 0 each.</summary>
        [Setting("Nats per latent that cost nothing; 0 each when empty.", Minimum = 0)]
        public IReadOnlyList<double> FreeBits { get; init; } = [];

        /// <summary>
        /// The alphas of KL balancing (docs/method/nvae.md#training): while beta rises, a divergence is weighted in proportion to its size over alpha.
        /// Empty switches balancing off.
        /// </summary>
        [Setting("Alphas of KL balancing; none when empty.", Above = 0)]
        public IReadOnlyList<double> KlBalancing { get; init; } = [];

        /// <summary>Lambda of the penalty on spectral norms and batch-norm scales; 0 switches it off, the reference has 1e-2.</summary>
        [Setting("Lambda of spectral regularisation; 0 for none.", Option = "spectral", Minimum = 0)]
        public double SpectralRegularisation { get; init; }

        /// <summary>The gradient's norm is clipped to this; 0 switches clipping off.</summary>
        [Setting("Largest gradient norm; 0 for none.", Option = "clip", Minimum = 0)]
        public double GradientClipping { get; init; } = 200;

        /// <summary>Mirror every image with probability 1/2.</summary>
        [Setting("Whether images are mirrored at random.", Option = "flip")]
        public bool HorizontalFlip { get; init; } = true;

        /// <summary>The sampling temperature of the written generator; above 0.</summary>
        [Setting("Sampling temperature of the result.", Placeholder = "T", Above = 0, IsFree = true)]
        public double Temperature { get; init; } = 1;

        /// <summary>Checks the lists against <paramref name="configuration"/>.</summary>
        internal void CheckLists(NvaeConfiguration configuration, Violations violations)
        {
            int latents = configuration.GroupsPerScale.Sum();
            foreach (var (values, name) in new[] { (KlWeights, "KlWeights (--kl-weights)"), (FreeBits, "FreeBits (--free-bits)"), (KlBalancing, "KlBalancing (--kl-balancing)") })
                violations.Require(values.Count == 0 || values.Count == latents, $"{name} has {values.Count} values; the generator has {latents} latents.");
        }
    }
}
