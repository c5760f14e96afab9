using Mlvgm.Testing.Onnx;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.OnnxImport.Tests.Networks;

/// <summary>Files for one batch and one size, and what of their constants is trained.</summary>
public sealed class AdaptedNetworkTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>A network for one image of 8x8, as CNTK and old writers make them: a pooling over all that is left, and a reshaping to (1, 4).</summary>
    static ModelWriter Fixed() => new ModelWriter().OperatorSet(8).Input("x", 1, 3, 8, 8).Output("y", 1, 2)
        .Floats("mean", [1, 3, 1, 1], 0.1f, 0.2f, 0.3f).Floats("w", [4, 3, 3, 3], OnnxRun.Numbers(108)).Floats("offset", [4, 1, 1], OnnxRun.Numbers(4))
        .Integers("flat", 1, 4).Floats("classes", [4, 2], OnnxRun.Numbers(8))
        .Node("Sub", ["x", "mean"], "centred").Node("Conv", ["centred", "w"], ["c"], ("pads", new[] { 1, 1, 1, 1 }), ("strides", new[] { 2, 2 }))
        .Node("Add", ["c", "offset"], "shifted").Node("Relu", ["shifted"], "r").Node("AveragePool", ["r"], ["p"], ("kernel_shape", new[] { 4, 4 }))
        .Node("Reshape", ["p", "flat"], "v").Node("MatMul", ["v", "classes"], "y");

    [Fact]
    public void A_file_for_one_image_takes_any_number()
    {
        using var scope = NewDisposeScope();
        string path = Fixed().Save(_folder.File("fixed.onnx"));
        using var network = OnnxImporter.Read(path);
        network.eval();
        var images = OnnxRun.Waves(3, 3, 8, 8);
        var expected = cat([.. Enumerable.Range(0, 3).Select(i => OnnxRun.Of(path, "x", images.slice(0, i, i + 1, 1), "y"))], 0);
        Assert.InRange(OnnxRun.Difference(expected, network.forward(images)), 0, OnnxRun.Tolerance);
    }

    [Fact]
    public void A_pooling_over_the_whole_is_that_at_every_size()
    {
        using var scope = NewDisposeScope();
        using var network = OnnxImporter.ReadFeatures(Fixed().Save(_folder.File("fixed.onnx")), new OnnxImportOptions { SampleShape = [3, 12, 20] });
        Assert.Equal([4L], network.OutputShape);
        network.eval();
        var images = OnnxRun.Waves(2, 3, 12, 20);
        var weights = network.state_dict();
        var centred = images - tensor([0.1f, 0.2f, 0.3f]).reshape(1, 3, 1, 1);
        var expected = (nn.functional.conv2d(centred, weights["w"], null, strides: [2, 2], padding: [1, 1]) + weights["offset"]).relu().mean([2, 3]);
        Assert.InRange(OnnxRun.Difference(expected, network.forward(images)), 0, 1e-5);
    }

    [Fact]
    public void Uneven_pads_that_are_those_of_an_even_size_are_the_same_rule_at_an_odd_one()
    {
        // As CNTK writes SAME for images of 8 pixels; beside it the strided 1x1 of a shortcut.
        using var scope = NewDisposeScope();
        string path = new ModelWriter().OperatorSet(8).Input("x", 1, 2, 8, 8).Output("y").Floats("w", [3, 2, 3, 3], OnnxRun.Numbers(54))
            .Floats("s", [3, 2, 1, 1], OnnxRun.Numbers(6))
            .Node("Conv", ["x", "w"], ["a"], ("pads", new[] { 1, 1, 0, 0 }), ("strides", new[] { 2, 2 }), ("kernel_shape", new[] { 3, 3 }))
            .Node("Conv", ["x", "s"], ["b"], ("strides", new[] { 2, 2 }), ("kernel_shape", new[] { 1, 1 })).Node("Add", ["a", "b"], "y")
                .Save(_folder.File("cntk.onnx"));
        using var network = OnnxImporter.Read(path, new OnnxImportOptions { SampleShape = [2, 7, 7] });
        Assert.Equal([3L, 4L, 4L], network.OutputShape);
        using var even = OnnxImporter.Read(path);
        var image = OnnxRun.Waves(1, 2, 8, 8);
        Assert.InRange(OnnxRun.Difference(OnnxRun.Of(path, "x", image, "y"), even.forward(image)), 0, OnnxRun.Tolerance);
    }

    [Fact]
    public void What_is_done_to_pixels_is_no_weight()
    {
        using var network = OnnxImporter.Read(Fixed().Save(_folder.File("fixed.onnx")));
        Assert.Equal(["w", "offset", "classes"], network.named_parameters().Select(pair => pair.name));
        Assert.Equal(["classes", "offset", "w"], network.state_dict().Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Statistics_that_two_layers_share_in_the_file_become_their_own()
    {
        using var scope = NewDisposeScope();
        string path = new ModelWriter().OperatorSet(13).Input("x", "N", 2, 4, 4).Output("y")
            .Floats("scale", [2], 1, 1).Floats("bias", [2], 0, 0).Floats("mean", [2], 0, 0).Floats("variance", [2], 1, 1)
            .Node("Identity", ["bias"], "second.bias")
            .Node("BatchNormalization", ["x", "scale", "bias", "mean", "variance"], "a").Node("Relu", ["a"], "r")
            .Node("BatchNormalization", ["r", "scale", "second.bias", "mean", "variance"], "y").Save(_folder.File("shared.onnx"));
        using var network = OnnxImporter.Read(path);
        Assert.Equal(["scale", "bias", "second.bias"], network.named_parameters().Select(pair => pair.name));
        network.forward(OnnxRun.Waves(4, 2, 4, 4) + 1);
        var state = network.state_dict();
        Assert.NotEqual(0, OnnxRun.Difference(state["mean"], state["mean_1"]));
    }

    [Fact]
    public void A_size_that_the_layers_do_not_allow_is_an_error_that_names_the_node()
    {
        string path = new ModelWriter().OperatorSet(13).Input("x", "N", 1, 4, 4).Output("y").Floats("w", [16, 2], OnnxRun.Numbers(32))
            .Node("Flatten", ["x"], "flat").Node("MatMul", ["flat", "w"], ["y"]).Save(_folder.File("dense.onnx"));
        var error = Assert.Throws<InvalidDataException>(() => OnnxImporter.Read(path, new OnnxImportOptions { SampleShape = [1, 5, 5] }));
        Assert.Contains("Node 'y' (MatMul) cannot compute with (2, 25), (16, 2)", error.Message);
    }

    [Fact]
    public void A_network_that_mixes_samples_is_refused()
    {
        string path = new ModelWriter().OperatorSet(13).Input("x", 1, 4).Output("y").Integers("a", 0).Floats("w", [4, 2], OnnxRun.Numbers(8))
            .Node("ReduceSum", ["x", "a"], ["mean"], ("keepdims", 1)).Node("Sub", ["x", "mean"], "c").Node("Add", ["c", "x"], "d")
                .Node("MatMul", ["d", "w"], "y")
            .Save(_folder.File("mixes.onnx"));
        Assert.Contains("batches of 1 only", Assert.Throws<InvalidDataException>(() => OnnxImporter.Read(path)).Message);
    }

    [Fact]
    public void Axes_that_the_file_leaves_free_need_a_shape()
    {
        string path = new ModelWriter().OperatorSet(13).Input("x", "N", 3, "H", "W").Output("y").Node("GlobalAveragePool", ["x"], "y")
            .Save(_folder.File("free.onnx"));
        Assert.Contains("free (3, ?, ?)", Assert.Throws<InvalidDataException>(() => OnnxImporter.Read(path)).Message);
        Assert.Contains("3 channel(s), and not of 1", Assert.Throws<InvalidDataException>(
            () => OnnxImporter.Read(path, new OnnxImportOptions { SampleShape = [1, 9, 9] })).Message);
        using var network = OnnxImporter.ReadFeatures(path, new OnnxImportOptions { SampleShape = [3, 9, 9] });
        Assert.Equal([3L], network.OutputShape);
    }
}
