using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Mlvgm.MLNet.Tests.Golden;

/// <summary>A result as the file keeps it: the hash of all of it, and as much as a person, or another processor, can compare.</summary>
/// <param name="Sha256">Of every byte.</param>
/// <param name="Numbers">Few numbers: all of them. Many: mean, root mean square, and some of the numbers. Nine digits each.</param>
/// <param name="Text">Where the result is text: its lines if they are few, else how many there are.</param>
sealed record GoldenValue(string Sha256, IReadOnlyList<string>? Numbers = null, IReadOnlyList<string>? Text = null)
{
    const int Few = 24;
    const int FewLines = 30;
    const int Shown = 4;

    public static GoldenValue Of(ReadOnlySpan<float> values) =>
        new(Hash(MemoryMarshal.AsBytes(values)), Digits([.. values.ToArray().Select(value => (double)value)]));

    public static GoldenValue Of(ReadOnlySpan<double> values) => new(Hash(MemoryMarshal.AsBytes(values)), Digits(values.ToArray()));

    public static GoldenValue Of(IReadOnlyList<string> lines) => new(Hash(Encoding.UTF8.GetBytes(string.Join('\n', lines))),
        Text: lines.Count <= FewLines ? lines : [$"{lines.Count} lines"]);

    /// <summary>The numbers again.</summary>
    public IReadOnlyList<double> Parsed => [.. (Numbers ?? []).Select(number => double.Parse(number, CultureInfo.InvariantCulture))];

    static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    static IReadOnlyList<string> Digits(double[] values)
    {
        Assert.True(Array.TrueForAll(values, double.IsFinite));
        if (values.Length > Few)
        {
            double mean = values.Average(), rootMeanSquare = Math.Sqrt(values.Average(value => value * value));
            values = [mean, rootMeanSquare, .. Enumerable.Range(0, Shown).Select(i => values[i * (values.Length - 1) / (Shown - 1)])];
        }
        return [.. values.Select(value => value.ToString("G9", CultureInfo.InvariantCulture))];
    }
}
