namespace Mlvgm.Repository.Tests.Docs;

/// <summary>Fails with every problem, a line each.</summary>
static class Problems
{
    public static void AssertNone(IEnumerable<string> problems)
    {
        string[] found = [.. problems];
        Assert.True(found.Length == 0, string.Join('\n', found));
    }
}
