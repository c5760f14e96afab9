using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.OnnxExport;
using Mlvgm.MLNet.OnnxExport.Inputs;
using Mlvgm.MLNet.OnnxExport.Operators;
using Mlvgm.MLNet.OnnxImport;
using Mlvgm.MLNet.OnnxImport.Operators;
using Mlvgm.MLNet.Torch.Backbones;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ApiTour;

/// <summary>Somebody's ONNX network as a TorchSharp module: trained a step, copied, and sent out as ONNX again; and as the backbone of an encoder.</summary>
public static class ImportedNetwork
{
    /// <summary>What the part shows.</summary>
    /// <param name="Operators">How many operators are known, with one of our own.</param>
    /// <param name="FeatureWidth">Numbers in a feature vector, before the classifier.</param>
    /// <param name="LossBefore">A loss before a step of training.</param>
    /// <param name="LossAfter">The same after it.</param>
    /// <param name="Difference">How far the module and what it leaves as are apart.</param>
    /// <param name="Backbone">What a card calls the backbone.</param>
    public sealed record Result(int Operators, long FeatureWidth, float LossBefore, float LossAfter, double Difference, string Backbone);

    /// <summary>Makes a file with a classifier, reads it up to that, and trains.</summary>
    public static Result Run(string folder)
    {
        string file = Path.Combine(folder, "classifier.onnx");
        using (var classifier = Sequential(Conv2d(3, 8, 3, padding: 1), BatchNorm2d(8), ReLU(), AdaptiveAvgPool2d(1), Flatten(), Linear(8, 5)))
            OnnxExporter.Export(classifier, file, new OnnxExportOptions { Inputs = [new OnnxInput("image", 3, 16, 16)], OutputNames = ["scores"] });

        // An operator that the library does not know: how it computes, and what it is made of in ONNX's own operators.
        if (!OnnxOperators.Names.Contains("com.example.Scale"))
        {
            OnnxOperator scale = (OnnxNode node) =>
            {
                double by = node.Number("by", 1);
                return new OnnxLayer((LayerInputs inputs) => inputs[0] * by, (graph, inputs) => graph.Mul(inputs[0], by));
            };
            OnnxOperators.Register("com.example.Scale", scale);
        }

        using var network = OnnxImporter.ReadFeatures(file, new OnnxImportOptions { SampleShape = [3, 24, 24] });
        using var images = linspace(-1, 1, 4 * 3 * 24 * 24).reshape(4, 3, 24, 24);
        using var optimizer = optim.SGD(network.parameters(), 0.01);
        float before = Loss().item<float>();
        Loss().backward();
        optimizer.step();
        float after = Loss().item<float>();
        using OnnxNetwork copy = network.Copy();
        var export = OnnxExporter.Export(copy, Path.Combine(folder, "features.onnx"),
            new OnnxExportOptions { Inputs = [new OnnxInput("image", network.InputShape)] });

        var options = new OnnxBackboneOptions { Network = file };
        var backbone = options.Create(new BackboneInput(new ImageShape(3, 24, 24)));
        backbone.Network.Dispose();
        return new Result(OnnxOperators.Names.Count, network.OutputShape[0], before, after, export.LargestDifference!.Value, options.Label);

        Tensor Loss() => (network.forward(images) - 1).square().mean();
    }
}
