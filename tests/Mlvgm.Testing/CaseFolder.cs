using Xunit;

namespace Mlvgm.Testing;

/// <summary>The folder of inputs that went wrong in public reports, shared/cases above the tests, which may be absent.</summary>
public static class CaseFolder
{
    /// <summary>The path of a file or folder of it; skips the test where there is none.</summary>
    public static string PathOf(params string[] names)
    {
        string? folder = SharedFolder.Find("cases");
        Assert.SkipWhen(folder is null, "No cases: place them in shared/cases beside the checkout.");
        return Path.Combine([folder!, .. names]);
    }
}
