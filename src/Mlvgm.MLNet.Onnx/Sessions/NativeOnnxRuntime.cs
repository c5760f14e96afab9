using System.Runtime.InteropServices;

namespace Mlvgm.MLNet.Onnx.Sessions;

/// <summary>The native ONNX Runtime before anything of it runs.</summary>
static class NativeOnnxRuntime
{
    /// <summary>The variable of the environment that ONNX Runtime 1.29 and later read when they start, on all systems but Windows.</summary>
    public const string TelemetryVariable = "ORT_DISABLE_TELEMETRY";

    const string TurnedOff = "1";

    /// <summary>
    /// Says that nothing is collected, unless the program or who started it has said something else. It must come before ONNX Runtime is first used:
    /// the choice is read once for the whole life of a process.
    /// </summary>
    public static void TurnTelemetryOff()
    {
        // .NET keeps the environment of a process to itself: what a program sets by Environment.SetEnvironmentVariable is unknown to native code.
        string choice = Environment.GetEnvironmentVariable(TelemetryVariable) ?? TurnedOff;
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
