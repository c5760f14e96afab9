using Mlvgm.MLNet.OnnxExport;
using Mlvgm.MLNet.OnnxExport.Inputs;
using Mlvgm.Testing.Onnx;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.OnnxImport.Tests.Networks;

/// <summary>Weights that a file stores in 16 or 8 bits are the network's weights as others are.</summary>
public sealed class RoundedWeightsTests : IDisposable
{
    const int Side = 6, Width = 5;
    static readonly string[] Trained = ["embedding", "norm.weight", "norm.bias", "conv.weight", "fc.weight", "fc.bias"];
    readonly TemporaryFolder _folder = new();

    [Fact]
    public void They_are_parameters_with_their_names_and_the_rounded_values()
    {
        using var scope = NewDisposeScope();
        using OnnxNetwork network = OnnxImporter.Read(Network(half: false)), half = OnnxImporter.Read(Network(half: true));
        Assert.Equal(network.named_parameters().Select(pair => pair.name), half.named_parameters().Select(pair => pair.name));
        Assert.Equal(Trained.Order(StringComparer.Ordinal), half.named_parameters().Select(pair => pair.name).Order(StringComparer.Ordinal));
        Assert.Equal(network.named_buffers().Select(pair => pair.name), half.named_buffers().Select(pair => pair.name));
        var weights = network.state_dict();
        Assert.All(half.state_dict(), pair =>
        {
            Assert.Equal(ScalarType.Float32, pair.Value.dtype);
            bool isRounded = pair.Key is "conv.weight" or "fc.weight" or "embedding";
            Assert.Equal(0, OnnxRun.Difference(isRounded ? weights[pair.Key].to(ScalarType.Float16).to(ScalarType.Float32) : weights[pair.Key], pair.Value));
            if (isRounded) Assert.InRange(OnnxRun.Difference(weights[pair.Key], pair.Value), 1e-6, 5e-4);
        });
    }

    [Fact]
    public void In_8_bits_they_are_parameters_of_their_scaled_values()
    {
        using var scope = NewDisposeScope();
        sbyte[] numbers = [.. Enumerable.Range(0, 2 * 3 * 4).Select(i => (sbyte)(i * 37 % 255 - 127))], matrix = [.. Enumerable.Range(0, 6).Select(i => (sbyte)(20 * i - 50))];
        string path = new ModelWriter().Input("image", "N", 3, Side, Side).Output("scores", "N", 3)
            .Bytes("conv.weight", [2, 3, 2, 2], numbers, 0.01f, 0.02f).Bytes("fc.weight", [2, 3], matrix, 0.1f, 0.3f)
            .Node("Conv", ["image", "conv.weight"], "conv").Node("GlobalAveragePool", ["conv"], "mean").Node("Flatten", ["mean"], "pool")
            .Node("MatMul", ["pool", "fc.weight"], "scores").Save(_folder.File("bytes.onnx"));
        using OnnxNetwork network = OnnxImporter.Read(path), features = OnnxImporter.ReadFeatures(path);
        Assert.Equal(["conv.weight", "fc.weight"], network.named_parameters().Select(pair => pair.name));
        float[] expected = [.. numbers.Select((number, i) => number * (i < 12 ? 0.01f : 0.02f))];
        Assert.Equal(expected, network.get_parameter("conv.weight")!.contiguous().data<float>().ToArray());
        Assert.Equal("pool", features.OutputName);
        network.eval();
        var images = OnnxRun.Waves(4, 3, Side, Side);
        Assert.InRange(OnnxRun.Difference(OnnxRun.Of(path, "image", images, "scores"), network.forward(images)), 0, 1e-5);
        network.forward(images).square().sum().backward();
        Assert.All(network.parameters(), parameter => Assert.True(parameter.grad!.abs().max().item<float>() > 0));
    }

    [Fact]
    public void They_train_in_float32_batch_norm_too_and_leave_as_float32_initialisers()
    {
        using var scope = NewDisposeScope();
        string path = Network(half: true), again = _folder.File("again.onnx");
        using var network = OnnxImporter.Read(path);
        var images = OnnxRun.Waves(4, 3, Side, Side);
        network.eval();
        Assert.InRange(OnnxRun.Difference(OnnxRun.Of(path, "image", images, "scores"), network.forward(images)), 0, 1e-5);
        network.train();
        var before = network.state_dict().ToDictionary(pair => pair.Key, pair => pair.Value.clone());
        network.forward(images).square().sum().backward();
        // A step of a size that 16 bits could not hold: it is taken in 32.
        using (no_grad()) foreach (var parameter in network.parameters()) parameter.sub_(parameter.grad!.sign() * 1e-6f);
        foreach (var (name, value) in network.state_dict()) Assert.True(before[name].ne(value).any().item<bool>(), name);
        network.eval();
        OnnxExporter.Export(network, again, new OnnxExportOptions { Inputs = [new OnnxInput("image", 3, Side, Side)], OutputNames = ["scores"] });
        Assert.InRange(OnnxRun.Difference(network.forward(images), OnnxRun.Of(again, "image", images, "scores")), 0, 1e-5);
        var stored = StoredModel.Read(again);
        Assert.DoesNotContain(stored.Weights, weight => weight.Type == "Float16");
        Assert.Contains(("conv.weight", "Float"), stored.Weights);
        Assert.DoesNotContain(stored.Nodes, node => node.StartsWith("Cast", StringComparison.Ordinal));
    }

    [Fact]
    public void The_classifier_is_found_and_its_layer_before_it()
    {
        using OnnxNetwork network = OnnxImporter.ReadFeatures(Network(half: false)), half = OnnxImporter.ReadFeatures(Network(half: true));
        Assert.Equal(("pool", "pool"), (network.OutputName, half.OutputName));
        Assert.Equal([(long)Width], half.OutputShape);
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>A convolution, batch normalisation, an embedding of places that is added, the mean, and a classifier.</summary>
    string Network(bool half)
    {
        var model = new ModelWriter().Input("image", "N", 3, Side, Side).Output("scores", "N", 2);
        void Weight(string name, long[] shape, float step)
        {
            float[] numbers = OnnxRun.Numbers((int)shape.Aggregate(1L, (product, d) => product * d), step);
            _ = half ? model.Halves(name, shape, numbers) : model.Floats(name, shape, numbers);
        }

        Weight("conv.weight", [Width, 3, 3, 3], 0.41f);
        Weight("embedding", [1, Width, 4, 4], 0.3f);
        Weight("fc.weight", [2, Width], 0.7f);
        return model.Floats("norm.weight", [Width], OnnxRun.Numbers(Width, 0.2f)).Floats("norm.bias", [Width], OnnxRun.Numbers(Width, 0.5f))
            .Floats("mean", [Width], new float[Width]).Floats("variance", [Width], [.. Enumerable.Repeat(1f, Width)]).Floats("fc.bias", [2], 0.3f, -0.2f)
            .Node("Conv", ["image", "conv.weight"], "conv").Node("BatchNormalization", ["conv", "norm.weight", "norm.bias", "mean", "variance"], "norm")
            .Node("Add", ["norm", "embedding"], "placed").Node("Relu", ["placed"], "relu").Node("GlobalAveragePool", ["relu"], "mean_of_all")
            .Node("Flatten", ["mean_of_all"], "pool").Node("Gemm", ["pool", "fc.weight", "fc.bias"], ["scores"], ("transB", 1))
            .Save(_folder.File(half ? "half.onnx" : "network.onnx"));
    }
}
