using Mlvgm.MLNet.Torch.Native;
using TorchSharp;

namespace Mlvgm.MLNet.Torch.Tests.Native;

public class TorchNativeTests
{
    [Fact]
    public void Torch_computes_in_a_test_process()
    {
        Assert.Null(TorchNative.Report.Failure);
        using var x = torch.arange(4, torch.ScalarType.Float32);
        Assert.Equal(6f, x.sum().item<float>());
    }

    [Fact]
    public void The_original_library_is_left_as_it_was()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux needs the patched copy.");
        string original = NativeLibraryLocator.Find("libLibTorchSharp.so")!;
        Assert.Contains("GLIBCXX_3.4.32", ElfVersionNeeds.Strong(File.ReadAllBytes(original)));
    }
}
