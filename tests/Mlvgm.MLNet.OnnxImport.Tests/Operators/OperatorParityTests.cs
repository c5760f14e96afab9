using Mlvgm.MLNet.OnnxExport;
using Mlvgm.MLNet.OnnxExport.Inputs;
using Mlvgm.MLNet.OnnxExport.Parity;
using Mlvgm.MLNet.OnnxImport.Operators;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.OnnxImport.Tests.Operators;

/// <summary>Every operator against ONNX Runtime, as it comes in and as it goes out again.</summary>
public class OperatorParityTests
{
    public static TheoryData<string> Names => [.. OperatorCases.All.Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_node_computes_what_ONNX_Runtime_computes(string name)
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        var one = OperatorCases.All.Single(one => one.Name == name);
        string path = one.Save(folder.File("one.onnx"));
        using var network = OnnxImporter.Read(path);
        network.eval();
        var x = OnnxRun.Waves([3, .. one.Shape]);
        Assert.InRange(OnnxRun.Difference(OnnxRun.Of(path, "x", x, "y"), network.forward(x)), 0, OnnxRun.Tolerance);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_node_leaves_as_ONNX_again(string name)
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        var one = OperatorCases.All.Single(one => one.Name == name);
        string path = one.Save(folder.File("one.onnx")), again = folder.File("again.onnx");
        using var network = OnnxImporter.Read(path);
        OnnxExporter.Export(network, again,
            new OnnxExportOptions { Inputs = [new OnnxInput("x", one.Shape)], OutputNames = ["y"], ParityCheck = ParityCheck.Enforce });
        var x = OnnxRun.Waves([2, .. one.Shape]);
        Assert.InRange(OnnxRun.Difference(OnnxRun.Of(path, "x", x, "y"), OnnxRun.Of(again, "x", x, "y")), 0, OnnxRun.Tolerance);
        // And what has left comes back.
        using var back = OnnxImporter.Read(again);
        network.eval();
        back.eval();
        Assert.InRange(OnnxRun.Difference(network.forward(x), back.forward(x)), 0, OnnxRun.Tolerance);
    }

    /// <summary>Behind a convolution in bf16, a node gets such numbers, or float32 where it cannot compute with them.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void A_node_computes_about_the_same_behind_a_rounded_convolution(string name)
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        var one = OperatorCases.All.Single(one => one.Name == name);
        using var network = OnnxImporter.Read(one.Save(folder.File("one.onnx")));
        var rounded = OnnxRun.Waves([3, .. one.Shape]).to(ScalarType.BFloat16);
        var expected = network.forward(rounded.to(ScalarType.Float32));
        network.RoundsConvolutions = true;
        var actual = network.forward(rounded);
        Assert.Equal(expected.dtype, actual.dtype);
        Assert.InRange(OnnxRun.Difference(expected, actual), 0, 0.1);
    }

    [Fact]
    public void Every_operator_has_a_case()
    {
        // Those that only shapes of the file's own need are seen in whole networks.
        string[] seenElsewhere = ["And", "Equal", "GreaterOrEqual", "Less", "Mod", "Range", "ReduceProd"];
        var seen = OperatorCases.All.SelectMany(one => Types(one)).ToHashSet();
        Assert.Empty(OnnxOperators.Names.Where(name => !name.Contains('.')).Except(seen).Except(seenElsewhere));
    }

    static IEnumerable<string> Types(OperatorCase one)
    {
        using var folder = new TemporaryFolder();
        return [.. Mlvgm.Testing.Onnx.GraphText.Read(one.Save(folder.File("one.onnx"))).Lines.Select(line => line.Split(' ')[0])];
    }
}
