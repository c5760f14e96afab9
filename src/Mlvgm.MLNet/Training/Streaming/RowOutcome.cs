using System.Runtime.ExceptionServices;

namespace Mlvgm.MLNet.Training.Streaming;

/// <summary>What came of reading a row.</summary>
/// <param name="Image">The image that was read.</param>
/// <param name="PassedOver">The images that were tried for it and are passed over, and why.</param>
/// <param name="Failure">Why there is no pair; null where there is one.</param>
readonly record struct RowOutcome(int Image, IReadOnlyList<(int Image, string Reason)> PassedOver, ExceptionDispatchInfo? Failure);
