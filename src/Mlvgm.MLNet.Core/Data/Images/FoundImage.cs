namespace Mlvgm.MLNet.Data.Images;

/// <summary>An image file that a walk met.</summary>
/// <param name="Name">Its name relative to the root, parts separated by '/'.</param>
/// <param name="Identity">Equal for two names of one file; null where that cannot be.</param>
/// <param name="ByLink">Whether it, or a folder above it, is a link.</param>
sealed record FoundImage(string Name, string? Identity = null, bool ByLink = false);
