
namespace Mlvgm.MLNet.Onnx.Sessions;

/// <summary>What ONNX Runtime collects about its use: nothing, where this library opens the first model of a program.</summary>
/// <remarks>
/// Official builds of ONNX Runtime from 1.29 on write a device id and a queue of facts about device, path and models below <c>~/.cache/Microsoft</c>, and send them.
/// </remarks>
/// <example>See <c>examples/ApiTour/NativeParts.cs</c>.</example>
public static class OnnxRuntimeTelemetry
{
    /// <summary>
    /// Turns it off, for a program that opens models by ML.NET or ONNX Runtime itself: call it before the first. Everything of this library that opens a model
    /// does so. A program that has set <c>ORT_DISABLE_TELEMETRY</c> keeps what it has chosen: <c>1</c> is off, <c>0</c> is on.
    /// </summary>
    public static void TurnOff() => NativeOnnxRuntime.TurnTelemetryOff();
}
