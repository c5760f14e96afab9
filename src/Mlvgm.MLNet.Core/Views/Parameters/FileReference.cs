using Mlvgm.MLNet.IO;

namespace Mlvgm.MLNet.Views.Parameters;

/// <summary>A file that a perturbation is made from.</summary>
/// <param name="Path">The file or folder; null for what was made in code and is in none.</param>
/// <param name="Sha256">What identifies the contents, in hexadecimal; those of the file when null.</param>
/// <example>See <c>examples/ApiTour/ShiftPerturbation.cs</c>.</example>
public sealed record FileReference(string? Path, string? Sha256 = null)
{
    /// <summary><see cref="Sha256"/>, computed where it is not given.</summary>
    internal string Identity => Sha256 ?? FileHash.Sha256(ExistingPath);

    /// <summary>The path, which what is written needs.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    internal string ExistingPath => Path
        ?? throw new ArgumentException("The perturbation was made in code: there is no file that could be named. Write it to one and read that.");
}
