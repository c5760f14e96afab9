using Mlvgm.MLNet.Cli.Doctor;

namespace Mlvgm.MLNet.Cli.Tests.Doctor;

public class LibStdCppVersionTests
{
    [Fact]
    public void Versions_are_compared_as_numbers() =>
        Assert.Equal("GLIBCXX_3.4.30", LibStdCppVersion.Highest("\0GLIBCXX_3.4\0GLIBCXX_3.4.9\0GLIBCXX_3.4.30\0GLIBCXX_3.4.4\0"u8));

    [Fact]
    public void A_library_without_versions_is_unknown() => Assert.Equal("unknown", LibStdCppVersion.Highest("GLIBCXX_DEBUG\0"u8));

    [Fact]
    public void This_process_has_one_on_Linux()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has libstdc++ versions.");
        Assert.Matches(@"^GLIBCXX_3\.4\.\d+ \(/.*libstdc\+\+\.so", LibStdCppVersion.OfThisProcess());
    }
}
