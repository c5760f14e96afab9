using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Mlvgm.MLNet.Onnx.Sessions;

namespace Mlvgm.MLNet.Onnx.Tests.Sessions;

/// <summary>What native code sees in the environment; that nothing is written then is tested with whole processes in Cli.Tests and Examples.Tests.</summary>
public class OnnxRuntimeTelemetryTests
{
    [Fact]
    public void It_is_off_in_the_environment_of_native_code_unless_the_program_or_its_caller_has_chosen()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has one environment for all code.");
        const string Name = NativeOnnxRuntime.TelemetryVariable;
        OnnxRuntimeTelemetry.TurnOff();
        // ONNX Runtime reads it now, for the life of this process.
        _ = OrtEnv.Instance();
        string? kept = Environment.GetEnvironmentVariable(Name), native = Native(Name);
        try
        {
            Environment.SetEnvironmentVariable(Name, null);
            Unset(Name);
            OnnxRuntimeTelemetry.TurnOff();
            Assert.Equal("1", Native(Name));

            Unset(Name);
            Environment.SetEnvironmentVariable(Name, "0");
            OnnxRuntimeTelemetry.TurnOff();
            Assert.Equal("0", Native(Name));

            Environment.SetEnvironmentVariable(Name, null);
            OnnxRuntimeTelemetry.TurnOff();
            Assert.Equal("0", Native(Name));
        }
        finally
        {
            Environment.SetEnvironmentVariable(Name, kept);
            Unset(Name);
            OnnxRuntimeTelemetry.TurnOff();
            Assert.Equal(native, Native(Name));
        }
    }

    static string? Native(string name) => Marshal.PtrToStringUTF8(GetVariable(name));

    static void Unset(string name) => Assert.Equal(0, UnsetVariable(name));

    [DllImport("libc", EntryPoint = "getenv")]
    static extern nint GetVariable([MarshalAs(UnmanagedType.LPUTF8Str)] string name);

    [DllImport("libc", EntryPoint = "unsetenv")]
    static extern int UnsetVariable([MarshalAs(UnmanagedType.LPUTF8Str)] string name);
}
