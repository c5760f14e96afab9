using System.Diagnostics;
using System.Globalization;
using Mlvgm.MLNet.Torch.Generators;
using Mlvgm.MLNet.Torch.Generators.Nvae;
using Mlvgm.MLNet.Torch.Import;
using Mlvgm.MLNet.Torch.Tests.Generators.BigBiGan;
using Mlvgm.MLNet.Torch.Tests.Generators.Nvae;
using Mlvgm.MLNet.Torch.Tests.Generators.StyleGan2;
using Mlvgm.MLNet.Torch.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Tests.Import;

/// <summary>
/// Well-formed files whose tensors are not those of the network that they are imported as: each is refused with one line, and nothing is written, or
/// becomes a generator that opens. <c>MLVGM_FUZZ_IMPORTS</c> sets how many.
/// </summary>
public sealed class ImporterFuzzTests : IDisposable
{
    const int Seed = 1;
    const int DefaultCases = 100;
    static readonly TimeSpan TimeAllowance = TimeSpan.FromSeconds(5);

    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("bigbigan")]
    [InlineData("stylegan2")]
    [InlineData("nvae")]
    public void A_changed_state_dictionary_is_refused_or_becomes_a_generator(string target)
    {
        using var scope = NewDisposeScope();
        var state = State(target);
        int cases = int.Parse(Environment.GetEnvironmentVariable("MLVGM_FUZZ_IMPORTS") ?? $"{DefaultCases}", CultureInfo.InvariantCulture);
        int refused = Enumerable.Range(0, cases).Count(index => !Imports(target, state, index));
        Assert.InRange(refused, cases / 3, cases - 1);
    }

    bool Imports(string target, Dictionary<string, Tensor> state, int index)
    {
        using var scope = NewDisposeScope();
        string name = $"case {index} of seed {Seed} as {target}", path = _folder.File("changed.pth"), output = _folder.File($"{target}-{index}");
        var changed = new StateMutation(new Random(unchecked(Seed * 1_000_003 + index))).Apply(state);
        if (target == "nvae") CheckpointWriter.Write(path, new Dictionary<string, IReadOnlyDictionary<string, Tensor>> { ["state_dict"] = changed });
        else CheckpointWriter.WriteState(path, changed);
        long started = Stopwatch.GetTimestamp();
        try
        {
            using var generator = GeneratorRegistry.Open(ImporterRegistry.Import(path, target, output).ModelPath, CPU);
            Assert.NotEmpty(generator.Layout.Latents);
            return true;
        }
        catch (InvalidDataException e)
        {
            Assert.True(e.Message.Length is > 0 and < 2000 && !e.Message.Contains('\n'), $"{name}: {e.Message}");
            Assert.False(Directory.Exists(output), $"{name} was refused, but left files: {e.Message}");
            return false;
        }
        catch (Exception e) when (e is not Xunit.Sdk.IAssertionException)
        {
            Assert.Fail($"{name}: {e}");
            return false;
        }
        finally
        {
            Assert.True(Stopwatch.GetElapsedTime(started) < TimeAllowance, $"{name} took {Stopwatch.GetElapsedTime(started)}.");
        }
    }

    Dictionary<string, Tensor> State(string target)
    {
        switch (target)
        {
            case "bigbigan":
                return TinyBigBiGan.State();
            case "nvae":
                using (var network = new NvaeNetwork(TinyNvae.Configuration(NvaeLikelihood.LogisticMixture, channels: 3) with { GroupsPerScale = [1, 1, 2] }))
                {
                    NvaeInitialisation.Apply(network, Seed);
                    return network.State.ToDictionary(pair => pair.Key, pair => pair.Value.clone());
                }
            default:
                string path = _folder.File("own.safetensors");
                using (var generator = TinyStyleGan2.Create()) generator.Save(path);
                using (var contents = Safetensors.Read(path)) return contents.Tensors.ToDictionary(pair => pair.Key, pair => pair.Value.clone());
        }
    }
}
