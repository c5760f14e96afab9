using Mlvgm.MLNet.Torch.WeightFiles;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Tests;

/// <summary>Reference tensors, from MLVGM_PARITY_DIR or a folder shared/parity above the tests, which may be absent.</summary>
static class ParityFile
{
    /// <summary>Why tests are skipped where there is no folder.</summary>
    public const string NoFolder = "No parity tensors: set MLVGM_PARITY_DIR, or place them in shared/parity beside the checkout.";

    /// <summary>The folder; null where there is none.</summary>
    public static string? Folder { get; } = Environment.GetEnvironmentVariable("MLVGM_PARITY_DIR") ?? Search();

    public static SafetensorsContents Open(string name) => Safetensors.Read(PathOf(name));

    /// <summary>The path of a file of the folder; skips the test where there is no folder.</summary>
    public static string PathOf(string name)
    {
        Assert.SkipWhen(Folder is null, NoFolder);
        return Path.Combine(Folder!, name);
    }

    /// <summary>Fails when the largest difference exceeds <paramref name="tolerance"/> times the largest reference value.</summary>
    public static void AssertClose(Tensor reference, Tensor actual, double tolerance, string name)
    {
        using var scope = NewDisposeScope();
        AssertWithin(reference, actual, tolerance * reference.abs().max().item<float>(), name);
    }

    /// <summary>Fails when the largest difference exceeds <paramref name="limit"/>.</summary>
    public static void AssertWithin(Tensor reference, Tensor actual, double limit, string name)
    {
        using var scope = NewDisposeScope();
        double difference = (reference - actual.reshape(reference.shape)).abs().max().item<float>();
        Assert.True(difference <= limit, $"{name}: largest difference {difference:G4}, limit {limit:G4}.");
    }

    static string? Search() => new[] { AppContext.BaseDirectory, Environment.CurrentDirectory }
        .SelectMany(Ancestors)
        .Select(folder => Path.Combine(folder, "shared", "parity"))
        .FirstOrDefault(Directory.Exists);

    static IEnumerable<string> Ancestors(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent) yield return folder.FullName;
    }
}
