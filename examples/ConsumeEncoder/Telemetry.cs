using System.Runtime.InteropServices;

namespace ConsumeEncoder;

/// <summary>What ONNX Runtime may collect about its use: nothing, unless who starts the program says so.</summary>
static class Telemetry
{
    const string Variable = "ORT_DISABLE_TELEMETRY";

    /// <summary>
    /// ONNX Runtime from 1.29 on sends facts about devices and models, and reads this variable when it starts. .NET keeps what it sets to itself, so that it is
    /// set for native code; a container or a service may as well set it before the program starts.
    /// </summary>
    public static void TurnOff()
    {
        string value = Environment.GetEnvironmentVariable(Variable) ?? "1";
        if (OperatingSystem.IsWindows()) Environment.SetEnvironmentVariable(Variable, value);
        else _ = SetVariable(Variable, value, 0);
    }

    [DllImport("libc", EntryPoint = "setenv")]
    static extern int SetVariable([MarshalAs(UnmanagedType.LPUTF8Str)] string name, [MarshalAs(UnmanagedType.LPUTF8Str)] string value, int overwrite);
}
