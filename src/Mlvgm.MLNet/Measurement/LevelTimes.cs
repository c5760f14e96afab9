namespace Mlvgm.MLNet.Measurement;

/// <summary>Computing time of one level, across interruptions.</summary>
/// <param name="Generator">Training: drawing and decoding latents, and the way back through the generator and the walker.</param>
/// <param name="Encoder">Training: the encoder's own step.</param>
/// <param name="Adversary">Training: the second pass through the encoder, which gives the walker its gradient.</param>
/// <param name="MonteCarlo">Measuring the perturbation.</param>
/// <param name="Refit">Training the encoder at the frozen walker, and the held-out loss.</param>
/// <param name="Resample">Training an encoder on resampled views, and the held-out loss.</param>
/// <example>See <c>examples/ApiTour/Measuring.cs</c>.</example>
public sealed record LevelTimes(
    TimeSpan Generator, TimeSpan Encoder, TimeSpan Adversary, TimeSpan MonteCarlo, TimeSpan Refit, TimeSpan Resample)
{
    /// <summary>Time until the walker was taken.</summary>
    public TimeSpan Training => Generator + Encoder + Adversary;

    /// <summary>All of it.</summary>
    public TimeSpan Total => Training + MonteCarlo + Refit + Resample;
}
