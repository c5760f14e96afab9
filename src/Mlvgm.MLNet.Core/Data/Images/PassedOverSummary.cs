namespace Mlvgm.MLNet.Data.Images;

/// <summary>Counts and names what was passed over.</summary>
static class PassedOverSummary
{
    const int Named = 10;

    /// <summary>The files by reason and by what they have in common.</summary>
    public static IEnumerable<PassedOverFiles> Of(IEnumerable<PassedOverFile> files) => files
        .GroupBy(file => (file.Reason, file.What))
        .OrderBy(group => group.Key.Reason).ThenBy(group => group.Key.What, StringComparer.Ordinal)
        .Select(group => new PassedOverFiles(
            group.Key.Reason, group.Key.What, group.Count(), [.. group.Select(file => file.Name).Order(StringComparer.Ordinal).Take(Named)]));
}
