using static TorchSharp.torch;

namespace Mlvgm.MLNet.OnnxExport.Tests;

/// <summary>Exports to memory and asserts that ONNX Runtime agrees with the module.</summary>
static class ExportAssert
{
    /// <summary>Weights are of order 1, so single precision explains differences of a few 1e-6; an error of meaning is far larger.</summary>
    public const double Tolerance = 2e-5;

    public static OnnxExportOptions Options(params IReadOnlyList<long> shape) =>
        new() { Inputs = [new OnnxInput("input", shape)], Tolerance = Tolerance };

    public static OnnxExportResult Agrees(nn.Module<Tensor, Tensor> module, params IReadOnlyList<long> shape)
    {
        using var stream = new MemoryStream();
        var result = OnnxExporter.Export(module, stream, Options(shape));
        Assert.True(result.LargestDifference <= Tolerance);
        return result;
    }
}
