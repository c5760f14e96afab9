using Microsoft.ML.Trainers;

namespace Mlvgm.MLNet.Evaluation.Probes;

/// <summary>Which of ML.NET's trainers fits the multinomial logistic regression.</summary>
/// <example>See <c>examples/ApiTour/Probing.cs</c>.</example>
public enum LinearProbeTrainer
{
    /// <summary><see cref="LbfgsMaximumEntropyMulticlassTrainer"/>.</summary>
    Lbfgs,

    /// <summary><see cref="SdcaMaximumEntropyMulticlassTrainer"/>.</summary>
    Sdca,
}
