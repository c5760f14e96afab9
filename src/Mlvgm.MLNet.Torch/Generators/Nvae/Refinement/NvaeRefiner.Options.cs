using System.Text.Json;

namespace Mlvgm.MLNet.Torch.Generators.Nvae.Refinement;

public sealed partial class NvaeRefiner
{
    /// <summary>The options of a refinement.</summary>
    public sealed class Options
    {
        static readonly JsonSerializerOptions WithFields = new() { IncludeFields = true };

        /// <summary>The seed of every random draw.</summary>
        public ulong Seed = 1;

        /// <summary>Where to compute: <c>auto</c>, <c>cpu</c> or <c>cuda:N</c>.</summary>
        public string Device = "auto";

        /// <summary>Steps of the generator; 1 or more.</summary>
        public long Steps = 10_000;

        /// <summary>Steps before those in which the discriminator learns alone; 0 or more.</summary>
        public long DiscriminatorSteps = 200;

        /// <summary>Real images, and samples, of a step; 2 or more.</summary>
        public int BatchSize = 32;

        /// <summary>Adam's rate for the generator.</summary>
        public double LearningRate = 4e-4;

        /// <summary>Adam's rate for the discriminator.</summary>
        public double DiscriminatorLearningRate = 1e-3;

        /// <summary>The discriminator's channels at full resolution; multiples of 16 are fast.</summary>
        public int DiscriminatorWidth = 16;

        /// <summary>The weight of R1, computed in every 16th step; 0 switches it off.</summary>
        public double GradientPenalty = 0.1;

        /// <summary>The share of itself that the moving average of the generator's weights keeps at each step, in [0, 1).</summary>
        public double AveragingMomentum = 0.998;

        /// <summary>
        /// The weight of the mean squared difference between samples and what the generator made of the same latents before, both averaged over the cells of
        /// an 8x8 grid: the higher, the more each latent keeps what it decides; 0 leaves the generator free, and late latents tend to die.
        /// </summary>
        public double FidelityWeight = 30;

        /// <summary>Mirror real images at random.</summary>
        public bool HorizontalFlip;

        /// <summary>Sampling passes of 100 images that re-estimate batch-norm statistics; 0 for none.</summary>
        public int BatchNormPasses = 100;

        /// <summary>Steps between checkpoints.</summary>
        public int CheckpointEvery = 500;

        /// <summary>What decides the weights, as text: a checkpoint is resumed only where this is equal.</summary>
        internal string Identity()
        {
            var refinement = (Options)MemberwiseClone();
            (refinement.Device, refinement.BatchNormPasses, refinement.CheckpointEvery) = ("cpu", 0, 1);
            return JsonSerializer.Serialize(refinement, WithFields);
        }

        internal void Validate()
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(Steps, 1);
            ArgumentOutOfRangeException.ThrowIfNegative(DiscriminatorSteps);
            ArgumentOutOfRangeException.ThrowIfLessThan(BatchSize, 2);
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(LearningRate);
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(DiscriminatorLearningRate);
            ArgumentOutOfRangeException.ThrowIfLessThan(DiscriminatorWidth, 1);
            ArgumentOutOfRangeException.ThrowIfNegative(GradientPenalty);
            ArgumentOutOfRangeException.ThrowIfNegative(FidelityWeight);
            ArgumentOutOfRangeException.ThrowIfNegative(AveragingMomentum);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(AveragingMomentum, 1);
            ArgumentOutOfRangeException.ThrowIfNegative(BatchNormPasses);
            ArgumentOutOfRangeException.ThrowIfLessThan(CheckpointEvery, 1);
        }
    }
}
