namespace Mlvgm.Fuzzing.Running;

/// <summary>What became of a case.</summary>
/// <param name="Refused">Whether it was refused, rather than read.</param>
/// <param name="Memory">The bytes that were allocated.</param>
/// <param name="Time">The processor time of the whole process.</param>
readonly record struct CaseResult(bool Refused, long Memory, TimeSpan Time);
