using Mlvgm.Testing.Onnx;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.OnnxImport.Tests.Networks;

/// <summary>Where the features of a network leave.</summary>
public sealed class FeaturesTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    static ModelWriter Body(params object[] input) => new ModelWriter().OperatorSet(13).Input("x", input.Length > 0 ? input : ["N", 3, 8, 8]).Output("y")
        .Floats("w", [4, 3, 1, 1], OnnxRun.Numbers(12)).Floats("fc", [4, 2], OnnxRun.Numbers(8)).Floats("fct", [2, 4], OnnxRun.Numbers(8))
            .Floats("b", [2], 1, 2);

    static ModelWriter Pooled() => Body().Node("Conv", ["x", "w"], "map").Node("GlobalAveragePool", ["map"], "pool").Node("Flatten", ["pool"], "vector");

    OnnxNetwork Read(ModelWriter writer, string? node = null) =>
        OnnxImporter.ReadFeatures(writer.Save(_folder.File("network.onnx")), new OnnxImportOptions { FeaturesNode = node });

    [Fact]
    public void They_leave_before_the_classifier_whatever_it_is_made_of()
    {
        Func<ModelWriter, ModelWriter>[] classifiers =
        [
            w => w.Node("Gemm", ["vector", "fc", "b"], "y"),
            w => w.Node("Gemm", ["vector", "fct", "b"], ["z"], ("transB", 1)).Node("Softmax", ["z"], "y"),
            w => w.Node("MatMul", ["vector", "fc"], "y"),
            w => w.Node("MatMul", ["vector", "fc"], "m").Node("Add", ["m", "b"], "s").Node("Softmax", ["s"], "y"),
            w => w.Node("Transpose", ["fct"], "t").Node("MatMul", ["vector", "t"], "m").Node("Add", ["b", "m"], "y"),
        ];
        Assert.All(classifiers, classifier =>
        {
            using var network = Read(classifier(Pooled()));
            Assert.Equal(("vector", 4L), (network.OutputName, Assert.Single(network.OutputShape)));
            Assert.Equal(["w"], network.named_parameters().Select(pair => pair.name));
        });
    }

    [Fact]
    public void Without_a_classifier_they_are_the_output()
    {
        using var network = Read(Pooled().Node("Relu", ["vector"], "y"));
        Assert.Equal("y", network.OutputName);
    }

    [Fact]
    public void One_pixel_of_each_channel_is_a_vector()
    {
        using var scope = NewDisposeScope();
        using var network = Read(Pooled().Node("Gemm", ["vector", "fc", "b"], "y"), node: "pool");
        Assert.Equal([4L], network.OutputShape);
        Assert.Equal([2L, 4L], network.forward(OnnxRun.Waves(2, 3, 8, 8)).shape);
    }

    [Fact]
    public void A_map_is_no_vector() => Assert.Contains(
        "'map' are no vector, but (4, 8, 8)",
            Assert.Throws<InvalidDataException>(() => Read(Pooled().Node("Gemm", ["vector", "fc", "b"], "y"), node: "map")).Message);

    [Fact]
    public void A_node_that_is_not_there_is_an_error_that_names_the_last_ones() => Assert.Contains(
        "no node and no value 'vectr'. Its last nodes are 'map', 'pool', 'vector', 'y'",
        Assert.Throws<ArgumentException>(() => Read(Pooled().Node("Gemm", ["vector", "fc", "b"], "y"), node: "vectr")).Message);

    [Fact]
    public void What_comes_after_the_features_is_not_looked_at()
    {
        using var network = Read(Pooled().Node("com.example.Odd", ["vector"], ["y"]), node: "vector");
        Assert.Equal("vector", network.OutputName);
    }

    [Fact]
    public void Images_of_a_file_with_channels_last_come_with_channels_first()
    {
        using var scope = NewDisposeScope();
        var writer = Body("N", 8, 8, 3).Node("Transpose", ["x"], ["first"], ("perm", new[] { 0, 3, 1, 2 })).Node("Conv", ["first", "w"], "map")
            .Node("GlobalAveragePool", ["map"], "pool").Node("Squeeze", ["pool", "axes"], "vector").Integers("axes", 2, 3)
                .Node("MatMul", ["vector", "fc"], "y");
        using var network = Read(writer);
        network.eval();
        var images = OnnxRun.Waves(2, 3, 8, 8);
        var expected = OnnxRun.Of(writer.Save(_folder.File("keras.onnx")), "x", images.permute(0, 2, 3, 1), "y");
        Assert.Equal([3L, 8L, 8L], network.InputShape);
        Assert.InRange(OnnxRun.Difference(expected, network.forward(images).matmul(tensor(OnnxRun.Numbers(8), [4, 2]))), 0, OnnxRun.Tolerance);
    }
}
