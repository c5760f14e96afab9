namespace Mlvgm.MLNet.Settings;

/// <summary>Options are wrong; nothing was done.</summary>
/// <param name="violations">What is wrong, a sentence each; at least one.</param>
/// <example>See <c>examples/ApiTour/OwnSettings.cs</c>.</example>
public sealed class SettingsException(IReadOnlyList<string> violations) : ArgumentException(Join(violations))
{
    /// <summary>What is wrong, a sentence each.</summary>
    public IReadOnlyList<string> Violations { get; } = violations;

    static string Join(IReadOnlyList<string> violations) => violations is [var only]
        ? only
        : $"{violations.Count} options are wrong. {string.Join(' ', violations)}";
}
