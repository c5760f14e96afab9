using Mlvgm.MLNet.Settings;

namespace Mlvgm.MLNet.Experiments.Probes;

public sealed partial class EncoderEvaluation
{
    /// <summary>Options of an evaluation.</summary>
    public sealed record Options : ISettings
    {
        /// <summary>Small label budgets to probe beside all labels.</summary>
        [Setting("Small label budgets to probe beside all labels.", Minimum = 1)]
        public IReadOnlyList<int> LabelsPerClass { get; init; } = [10];

        /// <summary>Draws of labels for each small budget.</summary>
        [Setting("Draws for each small budget.", Minimum = 1, Maximum = 1000)]
        public int Draws { get; init; } = 3;

        /// <summary>Also classify by this many nearest neighbours among all training images; null for not at all.</summary>
        [Setting("Also classify by this many nearest neighbours among all training images; nothing is trained.", Option = "knn", Placeholder = "K", Minimum = 1, Maximum = 10_000)]
        public int? Neighbours { get; init; }

        /// <summary>The seed of the first draw; the next draws have the next seeds.</summary>
        [Setting("Seed of the first draw.")]
        public ulong Seed { get; init; }

        /// <summary>Where to compute: <c>auto</c>, <c>cpu</c> or <c>cuda:N</c>.</summary>
        [Setting("Where to compute: auto, cpu or cuda:N.", Placeholder = "DEVICE", IsFree = true)]
        public string Device { get; init; } = "auto";
    }
}
