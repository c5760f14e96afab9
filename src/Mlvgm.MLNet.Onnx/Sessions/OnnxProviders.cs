using Microsoft.ML.OnnxRuntime;

namespace Mlvgm.MLNet.Onnx.Sessions;

/// <summary>What the native ONNX Runtime of this program can run on.</summary>
static class OnnxProviders
{
    /// <summary>Whether the native library is there and has CUDA.</summary>
    public static bool HasCuda
    {
        get
        {
            try
            {
                NativeOnnxRuntime.TurnTelemetryOff();
                return OrtEnv.Instance().GetAvailableProviders().Contains("CUDAExecutionProvider");
            }
            catch (Exception e) when (NativeOnnxRuntime.IsMissing(e))
            {
                throw MissingLibrary(e);
            }
        }
    }

    /// <exception cref="InvalidOperationException">There is no CUDA; the message says what to add.</exception>
    public static void RequireCuda(int deviceId)
    {
        if (!HasCuda)
            throw new InvalidOperationException(
                $"GPU {deviceId} was asked for, but the ONNX Runtime of this program has no CUDA. Reference the package " +
                "Microsoft.ML.OnnxRuntime.Gpu in place of Microsoft.ML.OnnxRuntime, or leave the GPU out to run on the CPU.");
    }

    public static InvalidOperationException MissingLibrary(Exception cause) => new(
        "The native ONNX Runtime does not load. Add the package Microsoft.ML.OnnxRuntime (or Microsoft.ML.OnnxRuntime.Gpu) to the " +
        $"program that runs; libraries do not bring it. The loader said: {cause.GetBaseException().Message}", cause);
}
