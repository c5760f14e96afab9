using Mlvgm.MLNet.Generators;

namespace Mlvgm.MLNet.Measurement;

/// <summary>
/// Measures how much each latent of a generator matters (paper, section 3.1): for every level a perturbation is learned that brings the
/// mutual information between views down by one and the same amount, and its size is estimated by Monte Carlo.
/// </summary>
/// <remarks>
/// With a state folder the measurement can be stopped at any time, by force too, and goes on where it was: finished levels are kept in
/// <c>level-N.safetensors</c>, the current one in <c>level-N.PHASE.safetensors</c>. On the CPU the result is to the bit that of a run
/// without interruption.
/// </remarks>
public sealed class LatentMeasurement
{
    readonly IGenerator _generator;
    readonly MeasurementOptions _options;

    /// <summary>Checks generator and options; nothing is computed yet.</summary>
    /// <exception cref="ArgumentException">The generator has no gradient, there is no such level, or a level is too large for a walker.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range, or γ is out of reach.</exception>
    public LatentMeasurement(IGenerator generator, MeasurementOptions options)
    {
        ArgumentNullException.ThrowIfNull(generator);
        ArgumentNullException.ThrowIfNull(options);
        (_generator, _options) = (generator, options);
    }

    /// <summary>Measures every level.</summary>
    /// <param name="stateFolder">Where the state is kept, and taken up from where there is one; null keeps none.</param>
    /// <param name="cancellation">Stops after the current iteration, keeping the state.</param>
    /// <exception cref="InvalidDataException">The folder's state is damaged, or of another generator or other options.</exception>
    /// <exception cref="ArithmeticException">A loss is not finite; the message names the iteration, and the last state is kept.</exception>
    /// <exception cref="OperationCanceledException">The measurement was cancelled.</exception>
    public MeasurementResult Run(string? stateFolder = null, CancellationToken cancellation = default) =>
        throw new NotSupportedException($"{_generator.Name}, {_options.Pairs}, {stateFolder}, {cancellation}: the engine comes next.");

    /// <summary>Trains the walker of one level alone: what <see cref="Run"/> does first for it.</summary>
    /// <param name="level">One of <see cref="MeasurementOptions.Levels"/>.</param>
    /// <param name="cancellation">Stops after the current iteration.</param>
    /// <exception cref="ArgumentException">There is no such level.</exception>
    /// <exception cref="ArithmeticException">A loss is not finite; the message names the iteration.</exception>
    /// <exception cref="OperationCanceledException">Training was cancelled.</exception>
    public TrainedWalker TrainWalker(string level, CancellationToken cancellation = default) =>
        throw new NotSupportedException($"{level}, {cancellation}: the engine comes next.");
}
