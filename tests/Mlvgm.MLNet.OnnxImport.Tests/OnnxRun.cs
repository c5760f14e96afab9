using Microsoft.ML.OnnxRuntime;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.OnnxImport.Tests;

/// <summary>Networks in ONNX Runtime, with which the modules are compared.</summary>
static class OnnxRun
{
    /// <summary>Single precision explains a few 1e-6 of the largest value; a mistake is far larger.</summary>
    public const double Tolerance = 1e-4;

    /// <summary>A value of a file for some input.</summary>
    public static Tensor Of(string path, string input, Tensor value, string output)
    {
        using var session = new InferenceSession(path);
        using var ort = OrtValue.CreateTensorValueFromMemory(value.contiguous().data<float>().ToArray(), value.shape);
        using var options = new RunOptions();
        using var results = session.Run(options, [input], [ort], [output]);
        return tensor(results[0].GetTensorDataAsSpan<float>().ToArray(), results[0].GetTensorTypeAndShape().Shape);
    }

    /// <summary>The largest difference in units of the largest value; where both are infinite, none.</summary>
    public static double Difference(Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.shape, actual.shape);
        var apart = where(expected == actual, zeros_like(expected), (expected - actual).abs());
        return apart.max().item<float>() / Math.Max(1e-6, expected.abs().max().item<float>());
    }

    /// <summary>Numbers in [-1, 1] that are no two alike.</summary>
    public static Tensor Waves(params long[] shape) =>
        (arange(shape.Aggregate(1L, (product, d) => product * d), ScalarType.Float32) * 0.73f + 0.2f).sin().reshape(shape);

    public static float[] Numbers(int count, float step = 0.41f) => [.. Enumerable.Range(1, count).Select(i => MathF.Sin(step * i))];
}
