using Mlvgm.MLNet.OnnxExport.Operators;
using Mlvgm.MLNet.OnnxImport.Operators;
using Mlvgm.Testing.Onnx;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.OnnxImport.Tests.Operators;

public class OwnOperatorTests
{
    [Fact]
    public void An_operator_that_is_registered_is_known()
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        OnnxOperators.Register("com.example.Scaled", node =>
        {
            double by = node.Number("by", 1);
            return new OnnxLayer(x => x[0] * by, (graph, x) => graph.Mul(x[0], by));
        });
        string path = new ModelWriter().OperatorSet(1, "com.example").Input("x", "N", 3).Output("y").Node("com.example.Scaled", ["x"], ["y"], ("by", 2.5))
            .Save(folder.File("own.onnx"));
        using var network = OnnxImporter.Read(path);
        var x = OnnxRun.Waves(2, 3);
        Assert.InRange(OnnxRun.Difference(x * 2.5, network.forward(x)), 0, 1e-6);
        Assert.Contains("com.example.Scaled", OnnxOperators.Names);
        Assert.Throws<ArgumentException>(() => OnnxOperators.Register("Relu", _ => throw new InvalidOperationException()));
    }
}
