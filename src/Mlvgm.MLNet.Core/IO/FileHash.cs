using System.Security.Cryptography;

namespace Mlvgm.MLNet.IO;

/// <summary>Tells files apart by what is in them.</summary>
/// <example>See <c>examples/ApiTour/WhatItWasComputedFrom.cs</c>.</example>
public static class FileHash
{
    /// <summary>The SHA-256 of a file, in lower-case hexadecimal.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static string Sha256(string path)
    {
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
