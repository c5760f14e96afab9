namespace Mlvgm.MLNet.Measurement;

/// <summary>A level's training, iteration by iteration (paper, Fig. 6).</summary>
/// <param name="InfoNce">The batch's loss in the encoder's step, in nats, on the true scale.</param>
/// <param name="Perturbation">The batch's mean ‖p(z)‖, in Z.</param>
public sealed record TrainingCurve(IReadOnlyList<double> InfoNce, IReadOnlyList<double> Perturbation);
