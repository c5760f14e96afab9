using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Mlvgm.MLNet.IO;

/// <summary>A SHA-256 over several parts. Each goes in after its length, so that no two lists of parts are one sequence of bytes.</summary>
/// <example>See <c>examples/ApiTour/WhatItWasComputedFrom.cs</c>.</example>
public sealed class ContentHash : IDisposable
{
    readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>The hash of one part alone, in lower-case hexadecimal.</summary>
    public static string Of(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>The hash of the UTF-8 of a text alone, in lower-case hexadecimal.</summary>
    public static string Of(string text) => Of(Encoding.UTF8.GetBytes(text));

    /// <summary>Adds bytes.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        Span<byte> length = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(length, bytes.Length);
        _hash.AppendData(length);
        _hash.AppendData(bytes);
    }

    /// <summary>Adds a text.</summary>
    public void Add(string text) => Add(Encoding.UTF8.GetBytes(text));

    /// <summary>The hash of all parts, in lower-case hexadecimal; what is added next begins another.</summary>
    public string Finish() => Convert.ToHexStringLower(_hash.GetHashAndReset());

    /// <summary>Frees the native state.</summary>
    public void Dispose() => _hash.Dispose();
}
