using Mlvgm.MLNet.WeightFiles.Safetensors;

namespace Mlvgm.MLNet.Torch.Tests;

/// <summary>The generator cases of the parity folder: every pair of weights and vectors, by the model that their metadata name.</summary>
static class ParityCases
{
    const string WeightsSuffix = ".weights.safetensors";
    const string VectorsSuffix = ".vectors.safetensors";
    const string NoCase = "(no case)";

    /// <summary>The names of the cases of <paramref name="model"/>, such as <c>stylegan2-generator</c>; one that skips when there is none.</summary>
    public static TheoryData<string> Of(string model)
    {
        string[] names = ParityFolder.Path is not { } folder ? [] : [.. Directory.EnumerateFiles(folder, $"*{WeightsSuffix}")
            .Where(path => SafetensorsHeader.Read(path).Metadata.GetValueOrDefault("model") == model)
            .Select(path => Path.GetFileName(path)[..^WeightsSuffix.Length])
            .Where(name => File.Exists(Path.Combine(folder, name + VectorsSuffix)))
            .Order(StringComparer.Ordinal)];
        return names.Length == 0 ? [NoCase] : [.. names];
    }

    /// <summary>The names of the cases in a file of many, such as <c>ops_nvae.safetensors</c>; one that skips when there is no such file.</summary>
    public static TheoryData<string> InFile(string file)
    {
        string path = Path.Combine(ParityFolder.Path ?? "", file);
        if (!File.Exists(path)) return [NoCase];
        return [.. SafetensorsHeader.Read(path).Entries.Where(entry => entry.Name.Contains('/')).Select(entry => entry.Name.Split('/')[0]).Distinct()];
    }

    /// <summary>Opens a case of a file of many, or skips the test when there is none.</summary>
    public static ParityTensors OpenInFile(string file, string name)
    {
        Assert.SkipWhen(name == NoCase, ParityFolder.Path is { } folder ? $"'{folder}' has no file '{file}'." : ParityFolder.Missing);
        return new ParityTensors(ParityFile.Open(file), name);
    }

    /// <summary>Opens a case, or skips the test when there is none.</summary>
    public static ParityCase Open(string name)
    {
        Assert.SkipWhen(name == NoCase, ParityFolder.Path is { } folder ? $"'{folder}' has no case of this model." : ParityFolder.Missing);
        return new ParityCase(ParityFile.Open(name + WeightsSuffix), ParityFile.Open(name + VectorsSuffix));
    }
}
