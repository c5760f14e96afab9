using System.Text;
using Mlvgm.Fuzzing.Seeds;
using Mlvgm.MLNet.Measurement.Strategies;
using Mlvgm.MLNet.Strategies;
using Mlvgm.MLNet.Views;

namespace Mlvgm.Fuzzing.Readers;

/// <summary>The two forms of strategies. What is read is written, and reads as the same again.</summary>
static class StrategyReaders
{
    static readonly IReadOnlyList<Type> Refusals =
    [
        typeof(InvalidDataException), typeof(ArgumentException), typeof(FileNotFoundException), typeof(DirectoryNotFoundException),
        // A name that is too long for the system.
        typeof(PathTooLongException),
    ];

    public static FuzzedReader Text { get; } = new(
        "strategy-text", bytes => Check(StrategyText.Parse(Encoding.UTF8.GetString(bytes), StrategySeeds.Layout, ScratchFolder.Path)), StrategySeeds.Texts)
    {
        Refusals = Refusals,
    };

    /// <summary>As a file.</summary>
    public static FuzzedReader Json { get; } = new(
        "strategy-json", bytes => Check(StrategyFile.Read(ScratchFolder.Write("strategy.json", bytes), StrategySeeds.Layout)), StrategySeeds.JsonFiles)
    {
        Refusals = Refusals,
    };

    static StrategyReaders() => MeasurementStrategies.Register();

    static void Check(ViewStrategy strategy)
    {
        string canonical = StrategyText.Canonical(strategy, StrategySeeds.Layout);
        var again = StrategyJson.Parse(StrategyJson.Write(strategy), StrategySeeds.Layout);
        if (StrategyText.Canonical(again, StrategySeeds.Layout) != canonical)
            throw new InvalidOperationException($"'{canonical}' is another strategy when it is read again.");
    }
}
