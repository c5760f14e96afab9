using System.Runtime.InteropServices;

namespace Mlvgm.MLNet.OnnxExport.Parity;

/// <summary>The native ONNX Runtime before anything of it runs. This library has nothing of ML.NET, and so nothing of Mlvgm.MLNet.Onnx, which knows the same.</summary>
static class NativeOnnxRuntime
{
    const string TelemetryVariable = "ORT_DISABLE_TELEMETRY";

    /// <summary>Says that nothing is collected, unless the program or who started it has said something else; .NET's own copy of the environment is unknown to native code.</summary>
    public static void TurnTelemetryOff()
    {
        string choice = Environment.GetEnvironmentVariable(TelemetryVariable) ?? "1";
        if (OperatingSystem.IsWindows()) Environment.SetEnvironmentVariable(TelemetryVariable, choice);
        else _ = SetVariable(TelemetryVariable, choice, overwrite: 0);
    }

    /// <summary>Whether the native library is what is missing: ONNX Runtime reports that from a static constructor.</summary>
    public static bool IsMissing(Exception? exception) => exception switch
    {
        null => false,
        DllNotFoundException or EntryPointNotFoundException or BadImageFormatException => true,
        _ => exception is TypeInitializationException && IsMissing(exception.InnerException),
    };

    [DllImport("libc", EntryPoint = "setenv", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    static extern int SetVariable([MarshalAs(UnmanagedType.LPStr)] string name, [MarshalAs(UnmanagedType.LPStr)] string value, int overwrite);
}
