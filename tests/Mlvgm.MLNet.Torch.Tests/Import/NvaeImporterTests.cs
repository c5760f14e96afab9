using Mlvgm.MLNet.Settings;
using Mlvgm.MLNet.Torch.Generators;
using Mlvgm.MLNet.Torch.Generators.Nvae;
using Mlvgm.MLNet.Torch.Import;
using Mlvgm.MLNet.Torch.Tests.Generators.Nvae;
using Mlvgm.MLNet.Torch.Weights;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Tests.Import;

public sealed class NvaeImporterTests : IDisposable
{
    static readonly NvaeConfiguration Configuration = TinyNvae.Configuration(NvaeLikelihood.LogisticMixture, channels: 3) with
    {
        GroupsPerScale = [1, 1, 2],
    };

    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> ParityNames => NvaeParityCase.Names;

    [Theory]
    [InlineData(null, 0, 1)]
    [InlineData(0.6, 1, 0.6)]
    [InlineData(1.0, 2, 1)]
    public void The_weights_of_a_temperature_come_through_bit_for_bit(double? temperature, int expected, double sampledAt)
    {
        using var scope = NewDisposeScope();
        var states = States(3);
        string path = Checkpoint(("state_dict", states[0]), ("state_dict_temp=0.6", states[1]), ("state_dict_temp=1.0", states[2]));
        var result = ImporterRegistry.Import(path, "nvae", _folder.File("out"), new ImportOptions { Temperature = temperature });
        Assert.Equal(["z0 4x2x2", "z1 2x4x4", "z2 1x8x8", "z3 1x8x8"],
            result.Model.Latents.Select(latent => $"{latent.Name} {string.Join('x', latent.Shape)}"));
        using var imported = Safetensors.Read(result.ModelPath);
        Assert.Equal(states[expected].Keys.Order(), imported.Tensors.Keys.Order());
        Assert.All(states[expected], pair => Assert.True(pair.Value.bytes.SequenceEqual(imported[pair.Key].bytes), pair.Key));
        using var generator = (NvaeGenerator)GeneratorRegistry.Open(result.ModelPath, CPU);
        Assert.Equal(Configuration.ToJson(), generator.Configuration.ToJson());
        Assert.Equal(sampledAt, generator.Temperature);
    }

    [Fact]
    public void A_temperature_that_the_file_does_not_have_is_refused_with_those_it_has()
    {
        using var scope = NewDisposeScope();
        var states = States(2);
        string path = Checkpoint(("state_dict", states[0]), ("state_dict_temp=0.6", states[1]));
        string output = _folder.File("out");
        var error = Assert.Throws<InvalidDataException>(
            () => ImporterRegistry.Import(path, "nvae", output, new ImportOptions { Temperature = 0.7 }));
        Assert.Contains("for the temperature 0.7; there are for: 0.6.", error.Message);
        Assert.Throws<SettingsException>(() => ImporterRegistry.Import(path, "nvae", output, new ImportOptions { Temperature = 0 }));
        Assert.False(Directory.Exists(output));
    }

    [Fact]
    public void A_file_without_a_decoder_is_refused_with_the_tensor_that_is_missing()
    {
        using var scope = NewDisposeScope();
        var state = States(1)[0];
        state.Remove("dec_sampler.sampler_2:1.1.bias");
        string path = Checkpoint(("state_dict", state));
        var error = Assert.Throws<InvalidDataException>(() => ImporterRegistry.Import(path, "nvae", _folder.File("out")));
        Assert.Contains("dec_sampler.sampler_2:1.1.bias", error.Message);
    }

    [Theory]
    [MemberData(nameof(ParityNames))]
    public void A_checkpoint_of_either_variant_gives_the_references_images(string name)
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        using var c = new NvaeParityCase(name);
        string path = _folder.File("checkpoint.pt");
        double temperature = c.Sampling.Temperature;
        string key = c.IsMain ? FormattableString.Invariant($"state_dict_temp={temperature}") : "state_dict";
        CheckpointWriter.Write(path, new Dictionary<string, IReadOnlyDictionary<string, Tensor>> { [key] = c.Case.Weights.Tensors },
            ("epoch", w => w.Int(3)), ("args", w => w.Object("argparse", "Namespace", ("num_channels", v => v.Int(4)))));
        var result = ImporterRegistry.Import(path, "nvae", _folder.File("out"), new ImportOptions { Temperature = temperature });
        using var generator = GeneratorRegistry.Open(result.ModelPath, CPU);
        c.Case.AssertVector("A.out.mean_image", generator.Decode(c.Noise("A")));
    }

    string Checkpoint(params (string Key, Dictionary<string, Tensor> State)[] states)
    {
        string path = _folder.File("checkpoint.pt");
        CheckpointWriter.Write(
            path, states.ToDictionary(state => state.Key, state => (IReadOnlyDictionary<string, Tensor>)state.State),
            ("epoch", w => w.Int(3)), ("configuration", w => w.Dictionary(("resolution", v => v.Ints(3, 16, 16)))));
        return path;
    }

    /// <summary>State dictionaries of encoder and decoder that differ from each other.</summary>
    static Dictionary<string, Tensor>[] States(int count) => [.. Enumerable.Range(0, count).Select(i =>
    {
        using var network = new NvaeNetwork(Configuration);
        NvaeInitialisation.Apply(network, seed: (ulong)i);
        return network.State.ToDictionary(pair => pair.Key, pair => pair.Value.clone());
    })];
}
