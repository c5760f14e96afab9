using System.Globalization;
using Mlvgm.Testing.WeightFiles;

namespace Mlvgm.MLNet.WeightFiles.Tests.Fuzzing;

/// <summary>
/// Mutated, truncated and spliced files of every format. MLVGM_FUZZ_CASES sets how many, MLVGM_FUZZ_SEED which; docs/weight-files.md has the
/// command for a million.
/// </summary>
public class WeightFileFuzzTests(ITestOutputHelper output)
{
    const int Cases = 10_000;

    [Fact]
    public void Every_damaged_file_gives_data_or_an_ordinary_error()
    {
        int cases = Number("MLVGM_FUZZ_CASES", Cases);
        int seed = Number("MLVGM_FUZZ_SEED", 1);
        using var run = new FuzzRun();
        for (int index = 0; index < cases; index++) run.Check(seed, index);
        output.WriteLine(
            $"{cases} cases of seed {seed}: {run.Read} read, {run.Refused} refused; " +
            $"at most {run.LargestMemory >> 10} KiB and {run.LongestTime.TotalMilliseconds:F0} ms.");
        Assert.Equal(cases, run.Read + run.Refused);
        Assert.InRange(run.Read, cases / 100, cases);
        Assert.InRange(run.Refused, cases / 10, cases);
    }

    [Fact]
    public void The_samples_cover_every_format() => Assert.Equal(
        ["nvlabs-pkl", "onnx", "pth-big-endian", "pth-legacy", "pth-zip", "safetensors", "tensorflow-pkl", "walker"],
        SampleFiles.All.Select(sample => sample.Name).Order(StringComparer.Ordinal));

    static int Number(string variable, int otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
