namespace Mlvgm.MLNet.Data;

/// <summary>An image that a reader left out.</summary>
/// <param name="Name">The file, relative to the dataset's folder or .zip.</param>
/// <param name="Reason">Why it does not decode.</param>
/// <example>See <c>examples/ApiTour/ImageData.cs</c>.</example>
public sealed record SkippedImage(string Name, string Reason);
