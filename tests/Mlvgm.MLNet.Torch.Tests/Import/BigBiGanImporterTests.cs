using Mlvgm.MLNet.Torch.Generators;
using Mlvgm.MLNet.Torch.Generators.BigBiGan;
using Mlvgm.MLNet.Torch.Import;
using Mlvgm.MLNet.Torch.Tests.Generators.BigBiGan;
using Mlvgm.MLNet.Torch.Weights;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Tests.Import;

public sealed class BigBiGanImporterTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_state_dictionary_comes_through_bit_for_bit_with_the_configuration_that_its_shapes_tell()
    {
        using var scope = NewDisposeScope();
        var state = TinyBigBiGan.State();
        string path = _folder.File("BigBiGAN.pth");
        CheckpointWriter.WriteState(path, state);
        var result = ImporterRegistry.Import(path, "bigbigan", _folder.File("out"));
        Assert.Equal(["z0", "z1", "z2", "z3"], result.Model.Latents.Select(latent => latent.Name));
        Assert.All(result.Model.Latents, latent => Assert.Equal([3], latent.Shape));
        using var imported = Safetensors.Read(result.ModelPath);
        Assert.Equal(state.Keys, imported.Tensors.Keys);
        Assert.All(state, pair => Assert.True(pair.Value.bytes.SequenceEqual(imported[pair.Key].bytes), pair.Key));
        using var generator = (BigBiGanGenerator)GeneratorRegistry.Open(result.ModelPath, CPU);
        Assert.Equal(TinyBigBiGan.Configuration.ToJson(), generator.Configuration.ToJson());
    }

    [Theory]
    [InlineData("shared.weight", "'shared.weight'")]
    [InlineData("output_layer.0.gain", "'output_layer.0.gain'")]
    [InlineData("blocks.2.0.conv1.weight", "it has 2 blocks")]
    public void A_file_that_lacks_a_tensor_is_refused_and_nothing_is_written(string name, string reason)
    {
        using var scope = NewDisposeScope();
        var state = TinyBigBiGan.State();
        state.Remove(name);
        string path = _folder.File("bad.pth"), output = _folder.File("out");
        CheckpointWriter.WriteState(path, state);
        Assert.Contains(reason, Assert.Throws<InvalidDataException>(() => ImporterRegistry.Import(path, "bigbigan", output)).Message);
        Assert.False(Directory.Exists(output));
    }

    [Fact]
    public void A_temperature_is_refused()
    {
        using var scope = NewDisposeScope();
        string path = _folder.File("BigBiGAN.pth");
        CheckpointWriter.WriteState(path, TinyBigBiGan.State());
        var error = Assert.Throws<ArgumentException>(
            () => ImporterRegistry.Import(path, "bigbigan", _folder.File("out"), new ImportOptions { Temperature = 0.7 }));
        Assert.Contains("'nvae' only", error.Message);
    }
}
