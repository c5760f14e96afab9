namespace Mlvgm.MLNet.Data.Images;

/// <summary>Files of a data set's folder or .zip that are not read, for one reason.</summary>
/// <param name="Reason">The reason.</param>
/// <param name="What">What they have in common: an extension, the name of a stray folder, or <c>file</c> or <c>folder</c> where it was met twice; else empty.</param>
/// <param name="Count">Files or folders.</param>
/// <param name="Names">The first of them by name, relative to the folder or .zip; at most ten.</param>
/// <example>See <c>examples/ApiTour/DataFindings.cs</c>.</example>
public sealed record PassedOverFiles(PassedOverReason Reason, string What, int Count, IReadOnlyList<string> Names);
