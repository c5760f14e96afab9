using Mlvgm.MLNet.OnnxExport.Proto;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.OnnxExport.Tests;

/// <summary>Exports to memory and reads the ONNX model back.</summary>
static class OnnxModelFile
{
    public static ModelProto Export(nn.Module<Tensor, Tensor> module, OnnxExportOptions options)
    {
        using var stream = new MemoryStream();
        OnnxExporter.Export(module, stream, options);
        return ModelProto.Parser.ParseFrom(stream.ToArray());
    }
}
