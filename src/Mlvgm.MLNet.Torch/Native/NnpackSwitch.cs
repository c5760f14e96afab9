using System.Runtime.InteropServices;

namespace Mlvgm.MLNet.Torch.Native;

/// <summary>
/// Switches NNPACK off where it cannot run, as in most virtual machines. libtorch asks it before every convolution that it might take, and would write a warning
/// to the terminal each time; it computes the same either way.
/// </summary>
static class NnpackSwitch
{
    const int NothingIsLogged = 4;

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    [return: MarshalAs(UnmanagedType.U1)]
    delegate bool IsAvailable();

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    delegate nint GlobalContext();

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    delegate void SetEnabled(nint context, [MarshalAs(UnmanagedType.U1)] bool enabled);

    /// <summary>Asks once, without a word, and keeps libtorch from asking again.</summary>
    /// <param name="folder">Where libtorch was loaded from. Where it has other names than version 2.10, nothing is done.</param>
    public static void OffWhereUnavailable(string folder)
    {
        if (!NativeLibrary.TryLoad(Path.Combine(folder, "libtorch_cpu.so"), out nint cpu) || !NativeLibrary.TryLoad(Path.Combine(folder, "libc10.so"), out nint core)) return;
        if (!NativeLibrary.TryGetExport(core, "FLAGS_caffe2_log_level", out nint level) ||
            !NativeLibrary.TryGetExport(cpu, "_ZN2at6native17_nnpack_availableEv", out nint available) ||
            !NativeLibrary.TryGetExport(cpu, "_ZN2at13globalContextEv", out nint context) ||
            !NativeLibrary.TryGetExport(cpu, "_ZN2at7Context20setUserEnabledNNPACKEb", out nint enable)) return;
        int kept = Marshal.ReadInt32(level);
        Marshal.WriteInt32(level, NothingIsLogged);
        try
        {
            if (Marshal.GetDelegateForFunctionPointer<IsAvailable>(available)()) return;
            Marshal.GetDelegateForFunctionPointer<SetEnabled>(enable)(Marshal.GetDelegateForFunctionPointer<GlobalContext>(context)(), false);
        }
        finally
        {
            Marshal.WriteInt32(level, kept);
        }
    }
}
