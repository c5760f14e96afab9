using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Torch.Backbones;
using Mlvgm.MLNet.Torch.Weights;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Tests.Backbones;

public sealed class BackboneWeightsTests : IDisposable
{
    static readonly ResNetOptions Options = new("resnet18") { Width = 4 };
    static readonly BackboneInput Input = new(new ImageShape(3, 16, 16), Seed: 1);

    readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("")]
    [InlineData("encoder.")]
    public void A_network_gets_the_files_weights_and_statistics(string prefix)
    {
        using var scope = NewDisposeScope();
        var trained = Options.Create(Input);
        using (no_grad())
            foreach (var buffer in trained.Network.buffers()) buffer.add_(1);
        string path = Write(trained, prefix, name => !name.EndsWith("num_batches_tracked", StringComparison.Ordinal));
        var other = Options.Create(Input with { Seed = 2 });
        BackboneWeights.Load(other, path);
        trained.Network.eval();
        other.Network.eval();
        var images = rand(2, 3, 16, 16);
        Assert.Equal(trained.Network.forward(images).data<float>().ToArray(), other.Network.forward(images).data<float>().ToArray());
    }

    [Fact]
    public void A_network_starts_from_the_file_that_its_options_name_and_its_copy_too()
    {
        using var scope = NewDisposeScope();
        var trained = Options.Create(Input);
        var other = (Options with { InitialWeights = Write(trained, "encoder.", _ => true) }).Create(Input with { Seed = 2 });
        var images = rand(2, 3, 16, 16);
        float[] expected = trained.Network.forward(images).data<float>().ToArray();
        Assert.NotEqual(expected, Options.Create(Input with { Seed = 2 }).Network.forward(images).data<float>().ToArray());
        Assert.Equal(expected, other.Network.forward(images).data<float>().ToArray());
        Assert.Equal(expected, other.Copy().forward(images).data<float>().ToArray());
    }

    [Theory]
    [InlineData("", new[] { "0", "1", "4", "5", "6", "7" })]
    [InlineData("state_dict/backbone.", new[] { "0", "1", "2", "3", "4", "5" })]
    [InlineData("module.encoder.0.", new[] { "0", "1", "4", "5", "6", "7" })]
    public void A_network_whose_outermost_names_are_numbers_is_found(string prefix, string[] numbers)
    {
        using var scope = NewDisposeScope();
        var trained = Options.Create(Input);
        string[] outer = ["conv1", "bn1", "layer1", "layer2", "layer3", "layer4"];
        string Rename(string name) => prefix + numbers[Array.IndexOf(outer, name.Split('.')[0])] + name[name.IndexOf('.')..];
        string path = _folder.File("numbered.safetensors");
        Safetensors.Write(path,
        [
            .. trained.Network.state_dict().Select(pair => KeyValuePair.Create(Rename(pair.Key), pair.Value)),
            new("projection_head.0.weight", zeros(3, 3)), new("projection_head.1.weight", zeros(3)),
        ]);
        var other = Options.Create(Input with { Seed = 2 });
        string said = BackboneWeights.Load(other, path);
        Assert.Contains($"{numbers[2]} is layer1", said);
        AssertEqual(trained, other);
    }

    [Fact]
    public void The_whole_set_of_names_and_shapes_decides_and_the_choice_is_said()
    {
        using var scope = NewDisposeScope();
        var trained = Options.Create(Input);
        var wider = (Options with { Width = 8 }).Create(Input);
        string path = _folder.File("several.safetensors");
        Safetensors.Write(path,
        [
            .. wider.Network.state_dict().Select(pair => KeyValuePair.Create(pair.Key, pair.Value)),
            .. trained.Network.state_dict().Select(pair => KeyValuePair.Create("momentum_encoder." + pair.Key, pair.Value)),
            .. trained.Network.state_dict().Select(pair => KeyValuePair.Create("encoder." + pair.Key, pair.Value)),
            new("a.conv1.weight", zeros(1)),
        ]);
        var other = Options.Create(Input with { Seed = 2 });
        string said = BackboneWeights.Load(other, path);
        Assert.Contains("under 'encoder.'", said);
        Assert.Contains("there are also under 'momentum_encoder.'", said);
        AssertEqual(trained, other);
        Assert.Equal(said, (Options with { InitialWeights = path }).Create(Input).InitialWeights);
    }

    [Fact]
    public void D15_lightlys_sequential_is_found()
    {
        string path = CaseFolder.PathOf("D15", "lightly_sequential.pth");
        using var scope = NewDisposeScope();
        var backbone = new ResNetOptions("resnet10") { Width = 4 }.Create(Input);
        string said = BackboneWeights.Load(backbone, path);
        Assert.Contains("under 'state_dict/backbone.', where 0 is conv1, 1 is bn1, 4 is layer1, 5 is layer2, 6 is layer3, 7 is layer4.", said);
        using var file = Mlvgm.MLNet.WeightFiles.WeightFile.Open(path);
        Assert.Equal(file["state_dict/backbone.7.0.conv2.weight"].ToArray<float>(), backbone.Network.state_dict()["layer4.0.conv2.weight"].contiguous().data<float>().ToArray());
    }

    [Fact]
    public void What_is_missing_or_of_another_shape_is_named()
    {
        using var scope = NewDisposeScope();
        var small = Options.Create(Input);
        string lacking = Write(small, "", name => name != "layer2.0.bn1.weight");
        Assert.Contains("'layer2.0.bn1.weight'", Assert.Throws<InvalidDataException>(() => BackboneWeights.Load(small, lacking)).Message);
        string whole = Write(small, "", _ => true);
        var large = (Options with { Stem = Stem.ImageNet }).Create(Input);
        Assert.Contains(
            "tensor 'conv1.weight' has shape [4, 3, 3, 3], expected [4, 3, 7, 7]",
            Assert.Throws<InvalidDataException>(() => BackboneWeights.Load(large, whole)).Message);
    }

    static void AssertEqual(Backbone trained, Backbone other)
    {
        var images = rand(2, 3, 16, 16);
        Assert.Equal(trained.Network.forward(images).data<float>().ToArray(), other.Network.forward(images).data<float>().ToArray());
    }

    [Fact]
    public void A_file_of_something_else_is_refused()
    {
        using var scope = NewDisposeScope();
        string path = _folder.File("other.safetensors");
        Safetensors.Write(path, [new("z", zeros(1))]);
        Assert.Contains(
            "holds no residual network",
            Assert.Throws<InvalidDataException>(() => BackboneWeights.Load(Options.Create(Input), path)).Message);
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Writes the network's state behind a prefix, beside a classifier and another network of a longer prefix.</summary>
    string Write(Backbone backbone, string prefix, Func<string, bool> keep)
    {
        string path = _folder.File($"{Guid.NewGuid():N}.safetensors");
        var state = backbone.Network.state_dict()
            .Where(pair => keep(pair.Key)).Select(pair => new KeyValuePair<string, Tensor>(prefix + pair.Key, pair.Value));
        Safetensors.Write(path, [.. state, new($"{prefix}fc.weight", zeros(3, 3)), new("heads.target.encoder.conv1.weight", zeros(1))]);
        return path;
    }
}
