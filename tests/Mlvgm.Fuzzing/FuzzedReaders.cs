using Mlvgm.Fuzzing.Readers;

namespace Mlvgm.Fuzzing;

/// <summary>Every reader that takes a stranger's bytes. A new one is a line here, and a row of docs/results/fuzzing.md.</summary>
static class FuzzedReaders
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<FuzzedReader> All { get; } =
    [
        WeightFileReaders.LegacyCheckpoint,
        WeightFileReaders.ZipCheckpoint,
        WeightFileReaders.NvlabsPickle,
        WeightFileReaders.TensorFlowPickle,
        WeightFileReaders.Safetensors,
        OnnxReaders.Model,
        OnnxReaders.Metadata,
        OnnxReaders.Network,
        ImageReaders.Idx,
        MatReader.Mat,
        ImageReaders.Image,
        ImageReaders.Zip,
        JsonReaders.Models,
        StrategyReaders.Text,
        StrategyReaders.Json,
        JsonReaders.Report,
        StateReaders.Checkpoint,
        WalkerReaders.Walker,
        JsonReaders.Run,
        JsonReaders.Results,
        JsonReaders.Generators,
    ];

    /// <summary>The one of that name.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists those there are.</exception>
    public static FuzzedReader Find(string name) => All.FirstOrDefault(reader => reader.Name == name)
        ?? throw new ArgumentException($"There is no reader '{name}'. There are: {string.Join(", ", All.Select(reader => reader.Name))}.");
}
