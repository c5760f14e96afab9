namespace Mlvgm.MLNet.Encoders;

/// <summary>Settings under a name.</summary>
/// <param name="Name">The name, such as <c>paper-bigbigan</c>.</param>
/// <param name="Description">What they are, in a line.</param>
/// <param name="Apply">Options with these values; seed, device and run are those that were given.</param>
public sealed record EncoderPreset(string Name, string Description, Func<SelfSupervisedEncoderEstimator.Options, SelfSupervisedEncoderEstimator.Options> Apply);
