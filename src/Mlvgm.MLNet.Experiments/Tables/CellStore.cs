using Mlvgm.MLNet.Experiments.Designs;
using Mlvgm.MLNet.Experiments.Storage;
using Mlvgm.MLNet.Identities;

namespace Mlvgm.MLNet.Experiments.Tables;

/// <summary>The finished cells of an experiment, a file each, and the run directories of all.</summary>
/// <param name="folder">The experiment's folder.</param>
sealed class CellStore(string folder)
{
    const int LongestName = 100;

    readonly ResultStore _cells = new(Path.Combine(folder, "cells"));

    /// <exception cref="ArgumentException">An arm's name cannot be part of a file's name.</exception>
    public static void Check(string name)
    {
        if (name.Length is 0 or > LongestName || !name.All(c => char.IsLetterOrDigit(c) || " -.,:_".Contains(c)))
            throw new ArgumentException($"A row is called '{name}'; files are named after it: 1 to {LongestName} letters, digits, spaces, '-', '.', ',', ':' and '_'.");
    }

    /// <summary>The run directory of a cell.</summary>
    public string RunDirectory(ExperimentArm arm, IReadOnlyList<ulong> seeds) => Path.Combine(folder, "runs", Stem(arm, seeds));

    /// <summary>The cell, if it is finished.</summary>
    /// <exception cref="InvalidOperationException">It is of other settings, or was computed from something else; the message says what.</exception>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public ExperimentCell? Find(ExperimentArm arm, IReadOnlyList<ulong> seeds, Identity identity) => _cells.Find<ExperimentCell>(Stem(arm, seeds), identity);

    /// <summary>Keeps a finished cell.</summary>
    public void Write(ExperimentCell cell, Identity identity) => _cells.Write(Stem(cell.Arm, cell.Seeds), identity, cell);

    static string Stem(ExperimentArm arm, IReadOnlyList<ulong> seeds)
    {
        var words = arm.Name.Split([' ', ',', ':', '_'], StringSplitOptions.RemoveEmptyEntries);
        return $"{string.Join('-', words).ToLowerInvariant()}-seed-{string.Join('-', seeds)}";
    }
}
