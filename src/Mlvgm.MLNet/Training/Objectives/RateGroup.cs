using TorchSharp.Modules;

namespace Mlvgm.MLNet.Training.Objectives;

/// <summary>Parameters that share a learning rate.</summary>
/// <param name="Parameters">The parameters; those without a gradient stay as they are.</param>
/// <param name="Share">Their rate, in units of the schedule's.</param>
/// <param name="IsConstant">Whether it stays at the peak.</param>
readonly record struct RateGroup(IEnumerable<Parameter> Parameters, double Share = 1, bool IsConstant = false);
