using Mlvgm.MLNet.OnnxExport;
using Mlvgm.MLNet.OnnxExport.Graph;
using Mlvgm.MLNet.OnnxExport.Inputs;
using Mlvgm.MLNet.OnnxExport.Operators;
using Mlvgm.MLNet.OnnxExport.Parity;
using Mlvgm.MLNet.Torch.Augmentation;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ApiTour;

/// <summary>A TorchSharp module as an ONNX file that takes plain pixels, and the check that refuses a file that computes something else.</summary>
public static class ExportedModule
{
    /// <summary>Exports a small network with everything that images need in front of it.</summary>
    public static OnnxExportResult Run(string path)
    {
        using var network = Sequential(Conv2d(3, 4, 3, padding: 1), ReLU(), AdaptiveAvgPool2d(1), Flatten());
        return OnnxExporter.Export(network, path, new OnnxExportOptions
        {
            Inputs =
            [
                new OnnxInput("Image", 3, 12, 12)
                {
                    Normalization = new OnnxNormalization([0.5f, 0.5f, 0.5f], [0.25f, 0.25f, 0.25f], pixelMaximum: 255),
                    CentreCrop = new OnnxCentreCrop(8, 8),
                },
            ],
            OutputNames = ["Features"],
            ParityCheck = ParityCheck.Enforce,
        });
    }

    /// <summary>Exports a module whose graph is not what it computes.</summary>
    /// <returns>The difference for which it is refused.</returns>
    public static double Refused(string path)
    {
        try
        {
            using var module = new SaysReluComputesTanh();
            OnnxExporter.Export(module, path, new OnnxExportOptions { Inputs = [new OnnxInput("x", 4)] });
            return 0;
        }
        catch (OnnxParityException e)
        {
            return e.LargestDifference;
        }
    }

    sealed class SaysReluComputesTanh() : Module<Tensor, Tensor>(nameof(SaysReluComputesTanh)), IOnnxExportable
    {
        public override Tensor forward(Tensor x) => x.tanh();

        public IReadOnlyList<OnnxValue> Export(OnnxGraph graph, IReadOnlyList<OnnxValue> inputs) => [graph.Relu(inputs[0])];
    }
}
