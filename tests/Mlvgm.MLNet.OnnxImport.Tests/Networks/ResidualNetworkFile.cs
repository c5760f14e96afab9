using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.OnnxExport;
using Mlvgm.MLNet.OnnxExport.Inputs;
using Mlvgm.MLNet.Torch.Backbones;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.OnnxImport.Tests.Networks;

/// <summary>A narrow residual network, and the file that the exporter makes of it.</summary>
sealed class ResidualNetworkFile : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public ResidualNetworkFile()
    {
        Original = new ResNetOptions("resnet10") { Width = 4, ZeroInitialResiduals = false }.Create(new BackboneInput(new ImageShape(3, Side, Side), Seed: 3));
        // Statistics of its own, as training leaves them.
        using (NewDisposeScope()) Original.Network.forward(OnnxRun.Waves(6, 3, Side, Side));
        Path = _folder.File("network.onnx");
        OnnxExporter.Export(Original.Network, Path, new OnnxExportOptions { Inputs = [new OnnxInput("image", 3, Side, Side)], OutputNames = ["features"] });
    }

    public static int Side => 16;

    public Backbone Original { get; }

    public string Path { get; }

    public void Dispose()
    {
        Original.Network.Dispose();
        _folder.Dispose();
    }
}
