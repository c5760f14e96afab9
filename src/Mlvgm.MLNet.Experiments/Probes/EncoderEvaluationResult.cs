using Mlvgm.MLNet.Evaluation.Reports;

namespace Mlvgm.MLNet.Experiments.Probes;

/// <summary>What an evaluation found.</summary>
/// <param name="Table">The finished probes.</param>
/// <param name="IsFinished">Whether every encoder was probed.</param>
public sealed record EncoderEvaluationResult(ProbeTable Table, bool IsFinished);
