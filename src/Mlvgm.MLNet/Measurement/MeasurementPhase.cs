namespace Mlvgm.MLNet.Measurement;

/// <summary>What is done for a level, in order.</summary>
/// <example>See <c>examples/ApiTour/Measuring.cs</c>.</example>
public enum MeasurementPhase
{
    /// <summary>Walker and encoder are trained against each other until the loss passes γ.</summary>
    Training,

    /// <summary>Latents are sent through the walker.</summary>
    MonteCarlo,

    /// <summary>The encoder is trained further at the frozen walker.</summary>
    Refit,

    /// <summary>An encoder is trained on resampled latents.</summary>
    Resample,
}
