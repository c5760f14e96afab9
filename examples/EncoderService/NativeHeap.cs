using System.Runtime.InteropServices;

namespace EncoderService;

/// <summary>The allocator of the C library, from which images take their memory while they are decoded.</summary>
static class NativeHeap
{
    // mallopt's parameters in glibc's malloc.h.
    const int MapFrom = -3, MaximumArenas = -8;
    const int LargeBytes = 256 << 10, Arenas = 2;

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    delegate int SetOption(int parameter, int value);

    /// <summary>
    /// Lets the process give the memory of an image back as soon as the image is done. By default glibc takes blocks of up to 32 MB from a heap for each
    /// thread, which
    /// keeps them: a service that decodes on many threads then grows to several times what it uses. Where the C library is not glibc nothing happens.
    /// </summary>
    public static void GiveImagesBack()
    {
        if (!OperatingSystem.IsLinux() || !NativeLibrary.TryLoad("libc.so.6", out nint library)) return;
        if (!NativeLibrary.TryGetExport(library, "mallopt", out nint address)) return;
        var setOption = Marshal.GetDelegateForFunctionPointer<SetOption>(address);
        setOption(MapFrom, LargeBytes);
        setOption(MaximumArenas, Arenas);
    }
}
