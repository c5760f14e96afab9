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

    public void Dispose() => _world.Dispose();
}
