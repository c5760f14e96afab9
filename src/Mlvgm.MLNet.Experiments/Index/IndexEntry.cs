namespace Mlvgm.MLNet.Experiments.Index;

/// <summary>A result.</summary>
/// <param name="Page">Its page, relative to the folder of all.</param>
/// <param name="Data">Its JSON, relative to the same.</param>
/// <param name="Title">What it is about.</param>
/// <param name="Finished">How far it got; null where it does not say.</param>
public sealed record IndexEntry(string Page, string Data, string Title, string? Finished);
