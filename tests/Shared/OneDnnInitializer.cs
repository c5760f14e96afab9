using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

/// <summary>
/// Limits oneDNN to kernels that are right for few channels: tests use tiny networks, which the wider kernels of libtorch 2.10 get wrong on some
/// processors (see ChannelsLast). Compiled into every test program with TorchSharp; the variable is read at the first convolution.
/// </summary>
static class OneDnnInitializer
{
    const string Variable = "ONEDNN_MAX_CPU_ISA";
    const string Limit = "SSE41";

    [ModuleInitializer]
    internal static void Initialize()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not null) return;
        // For child processes, and for this one: .NET keeps an environment of its own, which the C library does not see.
        Environment.SetEnvironmentVariable(Variable, Limit);
        if (OperatingSystem.IsLinux() || OperatingSystem.IsMacOS()) _ = SetNative(Variable, Limit, overwrite: 1);
    }

    [DllImport("libc", EntryPoint = "setenv", CharSet = CharSet.Ansi)]
    static extern int SetNative(string name, string value, int overwrite);
}
