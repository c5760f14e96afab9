using Mlvgm.MLNet.OnnxExport.Inputs;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.OnnxExport.Tests;

/// <summary>Exports to memory and asserts that ONNX Runtime agrees with the module.</summary>
static class ExportAssert
{
    /// <summary>Values are of order 1: single precision explains a few 1e-6, an error of meaning is far larger.</summary>
    public const double Tolerance = 2e-5;

    public static OnnxExportOptions Options(params IReadOnlyList<long> shape) =>
        new() { Inputs = [new OnnxInput("input", shape)], Tolerance = Tolerance };

    /// <summary>Gives every parameter values in [0.5, 1.5): none is neutral, nor uninitialised as GroupNorm's are in 0.107.</summary>
    public static TModule Randomized<TModule>(TModule module) where TModule : nn.Module
    {
        using var gradients = no_grad();
        foreach (var parameter in module.parameters()) parameter.copy_(rand_like(parameter) + 0.5);
        return module;
    }

    public static OnnxExportResult Agrees(nn.Module<Tensor, Tensor> module, params IReadOnlyList<long> shape)
    {
        using var stream = new MemoryStream();
        var result = OnnxExporter.Export(module, stream, Options(shape));
        Assert.True(result.LargestDifference <= Tolerance);
        return result;
    }
}
