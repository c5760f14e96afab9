using System.Globalization;

namespace Mlvgm.MLNet.Tests.Golden;

/// <summary>Compares results with those of the file, or writes them there.</summary>
public sealed class GoldenRecord : IDisposable
{
    readonly GoldenFile _file = GoldenFile.Open();
    readonly string _machine = Machine.Describe();
    readonly HashSet<string> _seen = [];

    /// <summary>A result that is the same on every machine.</summary>
    public void Exact(string name, ReadOnlySpan<float> values) => Check(name, GoldenValue.Of(values), tolerance: null);

    /// <summary>Lines that are the same on every machine.</summary>
    public void Exact(string name, IReadOnlyList<string> lines) => Check(name, GoldenValue.Of(lines), tolerance: null);

    /// <summary>
    /// A result that is the same bits on the machine of the file; elsewhere, each number differs by at most <paramref name="tolerance"/> times the
    /// larger of itself and their root mean square. With other kernels of libtorch and MKL most results differ by less than 1e-5 (measured); those
    /// that amplify more say so by their tolerance.
    /// </summary>
    public void Close(string name, ReadOnlySpan<float> values, double tolerance = 1e-4) => Check(name, GoldenValue.Of(values), tolerance);

    /// <inheritdoc cref="Close(string, ReadOnlySpan{float}, double)"/>
    public void Close(string name, ReadOnlySpan<double> values, double tolerance = 1e-4) => Check(name, GoldenValue.Of(values), tolerance);

    public void Dispose()
    {
        if (GoldenFile.IsWriting) _file.Write();
    }

    void Check(string name, GoldenValue actual, double? tolerance)
    {
        Assert.True(_seen.Add(name), $"Two results are called '{name}'.");
        if (GoldenFile.IsWriting)
        {
            _file.Values[name] = actual;
            return;
        }
        if (!_file.Values.TryGetValue(name, out var expected))
            Assert.Fail($"golden.json has no '{name}'. Run the golden tests with {GoldenFile.WriteVariable}=1 on the code that is right.");
        if (expected!.Sha256 == actual.Sha256) return;
        if (actual.Text is { } lines)
        {
            Assert.Equal(expected.Text!, lines);
            Assert.Fail($"{name}: the {lines[0]} are not what they were.");
        }
        double error = LargestError(expected.Parsed, actual.Parsed);
        bool sameBits = tolerance is null || _file.Cpu == _machine;
        Assert.True(!sameBits && error <= tolerance, string.Create(CultureInfo.InvariantCulture,
            $"{name} is not what it was; largest difference {error:g3}, allowed {(sameBits ? 0 : tolerance):g3}.\n") +
            $"was {string.Join(' ', expected.Numbers ?? [])}\n is {string.Join(' ', actual.Numbers ?? [])}\nrecorded on {_file.Cpu}\nnow on      {_machine}");
    }

    /// <summary>The largest difference, each over the larger of the number and the root mean square of all.</summary>
    static double LargestError(IReadOnlyList<double> expected, IReadOnlyList<double> actual)
    {
        if (expected.Count != actual.Count || expected.Count == 0) return double.PositiveInfinity;
        double scale = Math.Sqrt(expected.Average(value => value * value));
        return expected.Zip(actual, (was, now) => was == now ? 0 : Math.Abs(was - now) / Math.Max(Math.Abs(was), scale)).Max();
    }
}
