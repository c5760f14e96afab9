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
