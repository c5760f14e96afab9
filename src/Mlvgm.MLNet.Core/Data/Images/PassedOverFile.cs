namespace Mlvgm.MLNet.Data.Images;

/// <summary>A file or folder that a walk met and that is not read.</summary>
/// <param name="Name">Its name relative to the root, parts separated by '/'.</param>
/// <param name="Reason">The reason.</param>
/// <param name="What">What it shares with others of the reason; see <see cref="PassedOverFiles.What"/>.</param>
sealed record PassedOverFile(string Name, PassedOverReason Reason, string What);
