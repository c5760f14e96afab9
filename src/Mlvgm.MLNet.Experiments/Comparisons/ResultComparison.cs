using Mlvgm.MLNet.Evaluation.Reports;
using Mlvgm.MLNet.Experiments.Results;

namespace Mlvgm.MLNet.Experiments.Comparisons;

/// <summary>Puts the results of several evaluations or experiments into one table.</summary>
/// <example>See <c>examples/ApiTour/EvaluatedEncoders.cs</c>.</example>
public static class ResultComparison
{
    /// <summary>Reads results and compares them.</summary>
    /// <param name="results">Results: rows of one name come together where they are seeds of one row (see <see cref="ProbeComparison"/>). Folders of <see cref="Probes.EncoderEvaluation"/> or of experiments, or files of their JSON.</param>
    /// <param name="reference">The row with which the others are compared; the first when null.</param>
    /// <exception cref="FileNotFoundException">There is no such result.</exception>
    /// <exception cref="InvalidDataException">A file holds no probes.</exception>
    /// <exception cref="ArgumentException">There is no result, or no row of the reference's name; the message lists those there are; or a result is named twice.</exception>
    public static ProbeComparison Of(IReadOnlyList<string> results, string? reference = null)
    {
        ArgumentNullException.ThrowIfNull(results);
        // Folders such as clothing/seed0 and textures/seed0 are called by their paths.
        bool areShort = results.Select(ShortName).Distinct().Count() == results.Count;
        return new ProbeComparison([.. results.Select(path => (areShort ? ShortName(path) : path, Read(path)))], reference);
    }

    static string ShortName(string path) => Path.GetFileNameWithoutExtension(path.TrimEnd('/', Path.DirectorySeparatorChar));

    static ProbeTable Read(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        string file = Directory.Exists(path) ? Path.Combine(path, ResultFolder.JsonName) : path;
        if (!File.Exists(file)) throw new FileNotFoundException($"There is no result '{file}'.", file);
        return ProbeTable.FromJson(File.ReadAllText(file), file);
    }
}
