using System.Text.Json;

namespace Mlvgm.MLNet.Torch.Generators.Nvae.Training;

public sealed partial class NvaeTrainer
{
    /// <summary>The options of a training run; lists are per latent in generation order, an empty list is the neutral value.</summary>
    public sealed class Options
    {
        static readonly JsonSerializerOptions WithFields = new() { IncludeFields = true };

        /// <summary>The seed of every random draw.</summary>
        public ulong Seed = 1;

        /// <summary>Where to compute: <c>auto</c>, <c>cpu</c> or <c>cuda:N</c>.</summary>
        public string Device = "auto";

        /// <summary>Passes over the training images; 1 or more.</summary>
        public int Epochs = 10;

        /// <summary>Steps in all; null takes <see cref="Epochs"/>.</summary>
        public long? Steps;

        /// <summary>Images per step; 2 or more.</summary>
        public int BatchSize = 64;

        /// <summary>Adamax's highest rate, after a linear rise over the first hundredth of the steps.</summary>
        public double LearningRate = 1e-2;

        /// <summary>The rate at the last step; the cosine schedule falls to it.</summary>
        public double FinalLearningRate = 1e-4;

        /// <summary>Adamax's weight decay.</summary>
        public double WeightDecay = 3e-4;

        /// <summary>The fraction of the steps in which the divergences' factor beta rises from 1e-4 to 1.</summary>
        public double KlWarmUp = 0.3;

        /// <summary>Fixed weights of the divergences; empty means 1 each.</summary>
        public IReadOnlyList<double> KlWeights = [];

        /// <summary>Nats per image up to which a latent's divergence (batch mean) costs nothing; empty means 0 each.</summary>
        public IReadOnlyList<double> FreeBits = [];

        /// <summary>
        /// The alphas of KL balancing (docs/method/nvae.md#training): while beta rises, a divergence is weighted in proportion to its size over alpha.
        /// Empty switches balancing off.
        /// </summary>
        public IReadOnlyList<double> KlBalancing = [];

        /// <summary>Lambda of the penalty on spectral norms and batch-norm scales; 0 switches it off, the reference has 1e-2.</summary>
        public double SpectralRegularisation;

        /// <summary>The gradient's norm is clipped to this; 0 switches clipping off.</summary>
        public double GradientClipping = 200;

        /// <summary>Mirror every image with probability 1/2.</summary>
        public bool HorizontalFlip = true;

        /// <summary>The sampling temperature of the written generator; above 0.</summary>
        public double Temperature = 1;

        /// <summary>Sampling passes of 100 images that re-estimate batch-norm statistics at the temperature; 0 for none.</summary>
        public int BatchNormPasses = 100;

        /// <summary>Steps between checkpoints.</summary>
        public int CheckpointEvery = 500;

        /// <summary>What decides the trained weights, as text: a checkpoint is resumed only where this is equal.</summary>
        internal string Identity()
        {
            var training = (Options)MemberwiseClone();
            (training.Device, training.Temperature, training.BatchNormPasses, training.CheckpointEvery) = ("cpu", 1, 0, 1);
            return JsonSerializer.Serialize(training, WithFields);
        }

        /// <summary>Checks every range against <paramref name="configuration"/>.</summary>
        internal void Validate(NvaeConfiguration configuration)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(Epochs, 1);
            if (Steps is { } steps) ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1, nameof(Steps));
            ArgumentOutOfRangeException.ThrowIfLessThan(BatchSize, 2);
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(LearningRate);
            ArgumentOutOfRangeException.ThrowIfNegative(FinalLearningRate);
            ArgumentOutOfRangeException.ThrowIfNegative(WeightDecay);
            ArgumentOutOfRangeException.ThrowIfNegative(KlWarmUp);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(KlWarmUp, 1);
            ArgumentOutOfRangeException.ThrowIfNegative(SpectralRegularisation);
            ArgumentOutOfRangeException.ThrowIfNegative(GradientClipping);
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Temperature);
            ArgumentOutOfRangeException.ThrowIfNegative(BatchNormPasses);
            ArgumentOutOfRangeException.ThrowIfLessThan(CheckpointEvery, 1);
            RequirePerLatent(KlWeights, nameof(KlWeights), minimum: 0);
            RequirePerLatent(FreeBits, nameof(FreeBits), minimum: 0);
            RequirePerLatent(KlBalancing, nameof(KlBalancing), minimum: double.Epsilon);

            void RequirePerLatent(IReadOnlyList<double> values, string name, double minimum)
            {
                int latents = configuration.Levels.Count;
                if (values.Count != 0 && values.Count != latents)
                    throw new ArgumentException($"{name} has {values.Count} values; the generator has {latents} latents.", name);
                foreach (double value in values) ArgumentOutOfRangeException.ThrowIfLessThan(value, minimum, name);
            }
        }
    }
}
