using Mlvgm.MLNet.Experiments.Inputs;
using Mlvgm.MLNet.Torch.Devices;

namespace Mlvgm.MLNet.Experiments.Tests.Inputs;

public sealed class NamedModelTests : IDisposable
{
    readonly TinyWorld _world = new();

    [Fact]
    public void Shipped_models_are_found_by_name()
    {
        Assert.Contains("fashion-mnist-nvae", ShippedModels.Generators.Select(entry => entry.Name));
        Assert.EndsWith("fashion-mnist-nvae.safetensors", NamedGenerator.PathOf("fashion-mnist-nvae"));
        Assert.EndsWith("fashion-mnist-encoder.onnx", NamedEncoder.PathOf("fashion-mnist-encoder"));
        Assert.Equal("encoder", ShippedModels.Find("fashion-mnist-encoder")!.Kind);
        Assert.Null(ShippedModels.Find("nonesuch"));
    }

    [Fact]
    public void A_file_is_its_own_name_and_an_onnx_generator_need_only_decode()
    {
        Assert.Equal(_world.Generator, NamedGenerator.PathOf(_world.Generator));
        Assert.Null(ShippedModels.Find(_world.Generator));
        using var torch = NamedGenerator.LoadTorch(_world.Generator, DeviceChoice.Parse("cpu"));
        string graph = _world.File("generator.onnx");
        torch.ExportOnnx(graph);
        var decoding = NamedGenerator.Load(graph, DeviceChoice.Parse("cpu"));
        using var owned = decoding as IDisposable;
        Assert.Equal(torch.ImageShape, decoding.ImageShape);
        Assert.IsNotType(torch.GetType(), decoding);
    }

    [Fact]
    public void A_name_that_is_none_is_answered_with_those_there_are()
    {
        Assert.Contains("Shipped encoders: ", Assert.Throws<FileNotFoundException>(() => NamedEncoder.PathOf("nonesuch")).Message);
        Assert.Contains("fashion-mnist-encoder", Assert.Throws<FileNotFoundException>(() => NamedEncoder.PathOf("nonesuch")).Message);
        Assert.Contains("fashion-mnist-nvae", Assert.Throws<ArgumentException>(() => NamedGenerator.PathOf("nonesuch")).Message);
        Assert.Contains("fashion-mnist-nvae", Assert.Throws<ArgumentException>(() => NamedGenerator.Load("nonesuch", DeviceChoice.Parse("cpu"))).Message);
    }

    [Fact]
    public void A_name_stands_before_an_encoder_and_a_file_that_exists_is_a_path_whatever_its_name()
    {
        Assert.Equal(_world.Encoder, NamedEncoder.PathOf($"mine={_world.Encoder}"));
        Assert.EndsWith("fashion-mnist-encoder.onnx", NamedEncoder.PathOf("mine, seed 1=fashion-mnist-encoder"));
        Assert.Equal(("mine", _world.Encoder), NamedEncoder.Split($"mine={_world.Encoder}"));
        string odd = _world.File("rate=0.1.onnx");
        File.Copy(_world.Encoder, odd);
        Assert.Equal((null, odd), NamedEncoder.Split(odd));
        Assert.Equal(odd, NamedEncoder.PathOf(odd));
        Assert.Equal(odd, NamedEncoder.PathOf($"mine={odd}"));
        var missing = Assert.Throws<FileNotFoundException>(() => NamedEncoder.PathOf("runs/rate=0.2.onnx"));
        Assert.Contains("no encoder '0.2.onnx'", missing.Message);
        Assert.Contains("'runs/rate=0.2.onnx' was read as NAME=FILE", missing.Message);
    }

    [Theory]
    [InlineData("=x.onnx", "An encoder is '=x.onnx'; expected a shipped one, the path of a file, or NAME=FILE.")]
    [InlineData(" =x.onnx", "expected a shipped one, the path of a file, or NAME=FILE.")]
    [InlineData("name=", "An encoder is 'name='; expected")]
    [InlineData("na\u001bme=x.onnx", "a name has no control characters")]
    [InlineData("na\nme=x.onnx", "a name has no control characters")]
    public void A_name_that_is_none_is_refused(string text, string expected) =>
        Assert.Contains(expected, Assert.Throws<ArgumentException>(() => NamedEncoder.PathOf(text)).Message);

    public void Dispose() => _world.Dispose();
}
