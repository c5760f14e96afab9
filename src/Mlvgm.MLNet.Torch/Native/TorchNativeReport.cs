namespace Mlvgm.MLNet.Torch.Native;

/// <summary>The outcome of loading the native libraries, as <c>mlvgm doctor</c> prints it.</summary>
/// <param name="Files">Full paths of the files that were loaded; empty where TorchSharp loads them by itself (Windows, macOS).</param>
/// <param name="Patched">The file of which a patched copy was loaded, or null when none was needed.</param>
/// <param name="Failure">Why loading failed and what to do about it, or null when it worked.</param>
public sealed record TorchNativeReport(IReadOnlyList<string> Files, string? Patched, string? Failure);
