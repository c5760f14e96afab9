using Mlvgm.MLNet.Experiments.Designs;
using Mlvgm.MLNet.Experiments.Storage;

namespace Mlvgm.MLNet.Experiments.Tables;

/// <summary>The finished cells of an experiment, a JSON file each, and the run directories of all.</summary>
/// <param name="folder">The experiment's folder.</param>
sealed class CellStore(string folder)
{
    const int LongestName = 100;

    /// <exception cref="ArgumentException">An arm's name cannot be part of a file's name.</exception>
    public static void Check(string name)
    {
        if (name.Length is 0 or > LongestName || !name.All(c => char.IsLetterOrDigit(c) || " -.,:_".Contains(c)))
            throw new ArgumentException($"A row is called '{name}'; files are named after it: 1 to {LongestName} letters, digits, spaces, '-', '.', ',', ':' and '_'.");
    }

    /// <summary>The run directory of a cell.</summary>
    public string RunDirectory(ExperimentArm arm, IReadOnlyList<ulong> seeds) => Path.Combine(folder, "runs", Stem(arm, seeds));

    /// <summary>The cell, if it is finished.</summary>
    /// <exception cref="InvalidOperationException">It was trained with other settings.</exception>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public ExperimentCell? Find(ExperimentArm arm, ExperimentSettings settings, IReadOnlyList<ulong> seeds)
    {
        string path = PathOf(arm, seeds);
        if (CellFile.Find<ExperimentCell>(path) is not { } cell) return null;
        return cell.Arm == arm && CellFile.ToText(cell.Settings) == CellFile.ToText(settings)
            ? cell
            : throw new InvalidOperationException($"'{path}' is of another experiment or other settings. Use the same options, or another folder.");
    }

    /// <summary>Keeps a finished cell.</summary>
    public void Write(ExperimentCell cell) => CellFile.Write(PathOf(cell.Arm, cell.Seeds), cell);

    string PathOf(ExperimentArm arm, IReadOnlyList<ulong> seeds) => Path.Combine(folder, "cells", Stem(arm, seeds) + ".json");

    static string Stem(ExperimentArm arm, IReadOnlyList<ulong> seeds)
    {
        var words = arm.Name.Split([' ', ',', ':', '_'], StringSplitOptions.RemoveEmptyEntries);
        return $"{string.Join('-', words).ToLowerInvariant()}-seed-{string.Join('-', seeds)}";
    }
}
