using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.OnnxExport;
using Mlvgm.MLNet.OnnxExport.Inputs;
using Mlvgm.MLNet.Torch.Backbones;

namespace Mlvgm.MLNet.Torch.Tests.Backbones;

/// <summary>The registered backbones, narrow where they can be, and with blocks that do something from the start.</summary>
static class SmallBackbone
{
    static readonly Lazy<TemporaryFolder> Folder = new();
    static readonly Lazy<string> NetworkFile = new(() => Export(Folder.Value.File("small.onnx")));

    public static BackboneOptions Of(string name) => BackboneRegistry.All.Find(name) switch
    {
        ResNetOptions residual => residual with { Width = 4, ZeroInitialResiduals = false },
        OnnxBackboneOptions onnx => onnx with { Network = NetworkFile.Value },
        var other => other,
    };

    /// <summary>A network of ours as a stranger's: one that the importer reads.</summary>
    static string Export(string path)
    {
        using var network = Of("resnet10").Create(new BackboneInput(new ImageShape(3, 16, 16))).Network;
        OnnxExporter.Export(network, path, new OnnxExportOptions { Inputs = [new OnnxInput("image", 3, 16, 16)], OutputNames = ["features"] });
        return path;
    }
}
