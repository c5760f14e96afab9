using System.Runtime.InteropServices;
using Xunit.Sdk;
using Xunit.v3;

namespace Mlvgm.Testing.Torch;

/// <summary>
/// Limits oneDNN to kernels that are right for few channels: tests use tiny networks, which the wider kernels of libtorch 2.10 get wrong on some
/// processors (see ChannelsLast). Every test program with TorchSharp starts with it; the variable is read at the first convolution.
/// </summary>
public sealed class OneDnnLimit : ITestPipelineStartup
{
    const string Variable = "ONEDNN_MAX_CPU_ISA";
    const string Limit = "SSE41";

    public ValueTask StartAsync(IMessageSink diagnosticMessageSink)
    {
        if (Environment.GetEnvironmentVariable(Variable) is not null) return default;
        // For child processes, and for this one: .NET keeps an environment of its own, which the C library does not see.
        Environment.SetEnvironmentVariable(Variable, Limit);
        if (OperatingSystem.IsLinux() || OperatingSystem.IsMacOS()) _ = SetNative(Variable, Limit, overwrite: 1);
        return default;
    }

    public ValueTask StopAsync() => default;

    [DllImport("libc", EntryPoint = "setenv", CharSet = CharSet.Ansi)]
    static extern int SetNative(string name, string value, int overwrite);
}
