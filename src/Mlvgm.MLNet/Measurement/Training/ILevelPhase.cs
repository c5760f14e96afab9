using Mlvgm.MLNet.Torch.State;

namespace Mlvgm.MLNet.Measurement.Training;

/// <summary>A part of a level's measurement that proceeds in iterations and can be interrupted between any two.</summary>
interface ILevelPhase : IStatePart
{
    /// <summary>Which part it is.</summary>
    MeasurementPhase Phase { get; }

    /// <summary>Iterations done.</summary>
    int Iteration { get; }

    /// <summary>The most iterations there can be.</summary>
    int MaximumIterations { get; }

    /// <summary>Whether no iteration is left.</summary>
    bool Finished { get; }

    /// <summary>The smoothed loss; NaN before the first iteration.</summary>
    double Smoothed { get; }

    /// <summary>The batch's mean ‖p(z)‖ in the last iteration; NaN without a walker.</summary>
    double Perturbation { get; }

    /// <summary>Does one iteration.</summary>
    /// <exception cref="ArithmeticException">The loss is not finite.</exception>
    void Step();
}
