namespace Mlvgm.MLNet.Encoders;

/// <summary>Settings under a name.</summary>
/// <param name="Name">The name, such as <c>paper-bigbigan</c>.</param>
/// <param name="Description">What they are, in a line.</param>
/// <param name="Apply">Sets them; the other options stay as they are.</param>
public sealed record EncoderPreset(string Name, string Description, Action<SelfSupervisedEncoderEstimator.Options> Apply);
