using Mlvgm.MLNet.Torch.Native;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Tests.Native;

public class NativeHeapTests
{
    const int Tensors = 20;
    const int Pages = 10_000;

    [Fact]
    public void Freed_tensors_are_used_again_without_mapping_their_pages_anew()
    {
        Assert.SkipUnless(NativeHeap.TryKeepFreedMemory(), "The C library is not glibc.");
        FillAndFree();
        long before = PageFaults();
        for (int i = 0; i < Tensors; i++) FillAndFree();
        Assert.InRange(PageFaults() - before, 0, Tensors * Pages / 2);
    }

    static void FillAndFree() => ones(Pages * 1024).Dispose();

    /// <summary>Pages of this process that were mapped so far: the tenth field of its statistics.</summary>
    static long PageFaults()
    {
        string statistics = File.ReadAllText("/proc/self/stat");
        return long.Parse(statistics[(statistics.LastIndexOf(')') + 2)..].Split(' ')[7]);
    }
}
