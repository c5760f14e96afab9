using System.Runtime.InteropServices;

namespace Mlvgm.MLNet.Torch.Native;

/// <summary>The allocator of the C library, from which libtorch takes its tensors on the CPU.</summary>
/// <example>See <c>examples/ApiTour/NativeParts.cs</c>.</example>
public static class NativeHeap
{
    // mallopt's parameters in glibc's malloc.h.
    const int TrimThreshold = -1;
    const int MaximumMappings = -4;
    const int Succeeded = 1;

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    delegate int SetOption(int parameter, int value);

    /// <summary>
    /// Lets the process keep the memory that it frees. By default glibc gives tensors above 32 MB back to the system at once, and every new one is
    /// mapped and cleared page by page, which can take longer than computing it (docs/results/training-speed.md). The process then stays as
    /// large as it once was. For programs to call at their start; libraries leave the choice to them.
    /// </summary>
    /// <remarks>
    /// It works for the program's first thread, so train there. Other threads have heaps of 64 MB apiece, which glibc gives back whatever it is told;
    /// where tensors are made on them, start the program with the environment variable <c>MALLOC_ARENA_MAX=1</c>.
    /// </remarks>
    /// <returns>Whether it took effect: false where the C library is not glibc.</returns>
    public static bool TryKeepFreedMemory()
    {
        if (!OperatingSystem.IsLinux() || !NativeLibrary.TryLoad("libc.so.6", out nint library)) return false;
        if (!NativeLibrary.TryGetExport(library, "mallopt", out nint address)) return false;
        var setOption = Marshal.GetDelegateForFunctionPointer<SetOption>(address);
        return setOption(MaximumMappings, 0) == Succeeded && setOption(TrimThreshold, int.MaxValue) == Succeeded;
    }
}
