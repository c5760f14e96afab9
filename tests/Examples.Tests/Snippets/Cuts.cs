namespace Examples.Tests.Snippets;

/// <summary>
/// The sizes of pages that tests cannot wait for, and what they become. This is all in which the code that is compiled and run differs from the page; a
/// new row is a line here.
/// </summary>
static class Cuts
{
    /// <summary>What stands on a page, and what is run instead.</summary>
    public static IReadOnlyList<(string Page, string Test)> All { get; } =
    [
        ("Steps = 800,", "Steps = 2,"),
        ("Steps = 500, BatchSize = 32", "Steps = 2, BatchSize = 4"),
        ("Steps = 20_000,", "Steps = 3,"),
        ("MaximumIterations = 3000,", "MaximumIterations = 3, RefitIterations = 2, ResampleIterations = 2, HeldOutBatches = 2, MonteCarloSamples = 64, Pairs = 8,"),
    ];

    /// <summary>The code with every size cut.</summary>
    public static string Apply(string code) => All.Aggregate(code, (text, cut) => text.Replace(cut.Page, cut.Test, StringComparison.Ordinal));
}
