using Mlvgm.MLNet.Cli.Doctor;
using Mlvgm.MLNet.Cli.Output;

namespace Mlvgm.MLNet.Cli.Tests.Doctor;

public class DoctorTextTests
{
    static readonly DoctorReport Sick = new()
    {
        Mlvgm = "1.0",
        DotNet = ".NET 10",
        OperatingSystem = "RHEL 9",
        LibStdCpp = "GLIBCXX_3.4.29",
        MlNet = "5",
        TorchSharp = "0.107",
        LibTorch = null,
        OnnxRuntime = null,
        OnnxRuntimeProviders = [],
        Devices = [],
        NativeFiles = ["/a/libtorch.so"],
        Patched = null,
        Problems = ["The [C++] library is too old."],
    };

    [Fact]
    public void A_problem_is_printed_and_all_is_not_well()
    {
        string text = Print(Sick);
        Assert.False(Sick.Healthy);
        Assert.Contains("problem: The [C++] library is too old.", text);
        Assert.Contains("not deployed with this program", text);
        Assert.DoesNotContain("All is well", text);
    }

    [Fact]
    public void A_patched_copy_is_told_apart()
    {
        string text = Print(Sick with { NativeFiles = ["/a/libtorch.so", "/b/lib.so"], Patched = "/b/lib.so", Problems = [] });
        Assert.Contains("loaded, patched  /b/lib.so", text);
        Assert.Contains("GLIBCXX_3.4.32", text);
        Assert.Contains("All is well", text);
    }

    static string Print(DoctorReport report)
    {
        using var writer = new StringWriter();
        DoctorText.Write(Terminal.Over(writer), report);
        return writer.ToString();
    }
}
