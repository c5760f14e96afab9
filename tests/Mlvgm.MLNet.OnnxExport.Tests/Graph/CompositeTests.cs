using Mlvgm.MLNet.OnnxExport.Graph;
using Mlvgm.MLNet.OnnxExport.Inputs;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Mlvgm.MLNet.OnnxExport.Tests.Graph;

public class CompositeTests
{
    [Fact]
    public void A_composite_of_composites_agrees() => ExportAssert.Agrees(Network(), 4, 6, 6);

    [Fact]
    public void Parameters_and_nodes_carry_the_state_dict_path_of_their_module()
    {
        using var network = Network();
        var graph = OnnxModelFile.Export(network, ExportAssert.Options(4, 6, 6)).Graph;
        var names = graph.Initializer.Select(tensor => tensor.Name).ToHashSet();
        var state = network.state_dict().Keys.Where(key => !key.EndsWith("num_batches_tracked", StringComparison.Ordinal));
        Assert.Empty(state.Except(names));
        Assert.Contains(graph.Node, node => node.Name == "second.conv/Conv");
        Assert.Contains(graph.Node, node => node.Name == "second/Relu");
    }

    [Fact]
    public void A_layer_used_twice_is_stored_once()
    {
        using var layer = Linear(4, 4);
        var model = OnnxModelFile.Export(Sequential(layer, ReLU(), layer), ExportAssert.Options(4));
        Assert.Equal(2, model.Graph.Initializer.Count);
        Assert.Equal(2, model.Graph.Node.Count(node => node.OpType == "MatMul"));
    }

    [Fact]
    public void A_module_with_two_inputs_and_two_outputs_agrees()
    {
        using var module = new TwoLatents();
        using var stream = new MemoryStream();
        var options = new OnnxExportOptions
        {
            Inputs = [new OnnxInput("z1", 5), new OnnxInput("z2", 1, 4, 4)],
            OutputNames = ["Image", "Code"],
            Tolerance = ExportAssert.Tolerance,
        };
        var result = OnnxExporter.Export(module, z =>
        {
            var (image, code) = module.forward(z[0], z[1]);
            return [image, code];
        }, stream, options);
        Assert.InRange(result.LargestDifference!.Value, 0, ExportAssert.Tolerance);
    }

    [Fact]
    public void A_module_that_cannot_be_exported_is_named_with_its_path_its_type_and_what_is_supported()
    {
        using var module = Sequential(("a", ReLU()), ("b", Sequential(("c", Mish()))));
        var e = Assert.Throws<NotSupportedException>(() => ExportAssert.Agrees(module, 4));
        Assert.Contains("'b.c'", e.Message);
        Assert.Contains("TorchSharp.Modules.Mish", e.Message);
        Assert.Contains("Conv2d", e.Message);
        Assert.Contains(nameof(IOnnxExportable), e.Message);
    }

    [Fact]
    public void An_output_may_be_an_input()
    {
        using var identity = Identity();
        ExportAssert.Agrees(identity, 3);
    }

    static Module<Tensor, Tensor> Network() => Sequential(("first", new ResidualBlock(4)), ("second", new ResidualBlock(4)));
}
