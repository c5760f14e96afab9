using Mlvgm.MLNet.Reports.Text;

namespace Mlvgm.MLNet.Measurement.Reports.Page;

/// <summary>The result in a few sentences.</summary>
static class Summary
{
    /// <summary>How far levels had to be moved, in which order, and which never mattered.</summary>
    public static string Of(MeasurementReport report)
    {
        LevelReport[] reached = [.. report.Levels.Where(level => !level.Degenerate)];
        var sentences = new List<string>();
        if (reached.Length > 0)
        {
            string distances = Figures.List([.. reached.Select(level => $"{level.Name} by {Figures.Hundredths(level.RelativeMu)}")]);
            sentences.Add($"To cost the encoder the same information, a walker had to move {distances} of the distance between two draws.");
        }
        if (reached.Length > 1) sentences.Add(Order(reached));
        sentences.AddRange(Degenerate([.. report.Levels.Where(level => level.Degenerate)]));
        if (Resampled(report) is { } resampled) sentences.Add(resampled);
        return string.Join(' ', sentences);
    }

    static string Order(IReadOnlyList<LevelReport> levels)
    {
        bool rises = levels.Zip(levels.Skip(1)).All(pair => pair.First.RelativeMu < pair.Second.RelativeMu);
        bool falls = levels.Zip(levels.Skip(1)).All(pair => pair.First.RelativeMu > pair.Second.RelativeMu);
        return rises ? "Each level had to be moved further than the one before: earlier ones decide more of the image."
            : falls ? "Each level had to be moved less far than the one before: later ones decide more of the image."
            : "There is no order from early to late levels.";
    }

    static IEnumerable<string> Degenerate(IReadOnlyList<LevelReport> levels)
    {
        string[] without = [.. levels.Where(level => !level.Dipped).Select(level => level.Name)];
        string[] others = [.. levels.Where(level => level.Dipped).Select(level => level.Name)];
        if (others.Length > 0) yield return $"The loss never rose to γ for {Figures.List(others)}: degenerate, their figures must not be compared.";
        if (without.Length > 0)
        {
            yield return $"For {Figures.List(without)} the loss never even fell below the dip: the encoder did not learn in time, and nothing can be said. " +
                "A lower learning rate of the walker or more iterations may help.";
        }
    }

    static string? Resampled(MeasurementReport report)
    {
        if (report.Levels.Count < 2 || report.Levels.Any(level => level.ResampleInfoNce is null)) return null;
        var ranked = report.Levels.OrderByDescending(level => level.ResampleInfoNce).ToList();
        return $"Drawn anew, {ranked[0].Name} costs the encoder most ({Figures.Hundredths(ranked[0].ResampleInfoNce)} of at most " +
            $"{Figures.Hundredths(report.Ceiling)} nats) and {ranked[^1].Name} least ({Figures.Hundredths(ranked[^1].ResampleInfoNce)}).";
    }
}
