using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Torch.Generators.Abstractions;
using Mlvgm.MLNet.Views;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Measurement.Training;

/// <summary>What every phase of a level's measurement works with.</summary>
/// <param name="Generator">The generator, on its device.</param>
/// <param name="Span">The latents that are perturbed.</param>
/// <param name="Options">The measurement's options.</param>
/// <param name="Clock">Where the time goes.</param>
sealed record LevelContext(TorchGenerator Generator, LatentSpan Span, MeasurementOptions Options, LevelClock Clock)
{
    /// <summary>The device that computes.</summary>
    public Device Device => Generator.Device;

    /// <summary>The seeds of the level's parts.</summary>
    public LevelSeeds Seeds => new(Options.Seed, Span.Name);

    /// <summary>An encoder with initial weights of its own.</summary>
    public EncoderFitting NewEncoder(string part) => new(Generator.ImageShape, Options, Seeds.For($"{part}/encoder"), Device);

    /// <summary>Pairs that differ by <paramref name="perturbation"/> of the level's latents.</summary>
    public LevelPairs Pairs(Perturbation perturbation, string part) => new(
        Generator, ViewStrategy.PerLatent(perturbation.Name, (Span.Name, perturbation)), Options.Pairs, Seeds.For($"{part}/latents"));

    /// <summary>A loss that is no number: names where it appeared.</summary>
    public ArithmeticException NotFinite(double loss, string part, int iteration) => new(
        $"The loss of level '{Span.Name}' is {loss} at iteration {iteration} of its {part}. Lower the learning rates (walker " +
        FormattableString.Invariant($"{Options.WalkerLearningRate:g3}, encoder {Options.EncoderLearningRate:g3}); the last checkpoint is kept."));
}
