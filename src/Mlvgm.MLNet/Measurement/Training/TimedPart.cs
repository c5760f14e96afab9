namespace Mlvgm.MLNet.Measurement.Training;

/// <summary>The parts of <see cref="LevelTimes"/>, in its order.</summary>
enum TimedPart
{
    Generator,
    Encoder,
    Adversary,
    MonteCarlo,
    Refit,
    Resample,
}
