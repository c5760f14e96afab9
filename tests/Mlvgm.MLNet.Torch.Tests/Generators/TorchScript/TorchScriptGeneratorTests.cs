using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Torch.Generators;
using Mlvgm.MLNet.Torch.Generators.TorchScript;
using Mlvgm.Testing.TorchScript;
using Mlvgm.Testing.WeightFiles;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Tests.Generators.TorchScript;

public sealed class TorchScriptGeneratorTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_script_makes_its_images_in_0_to_1_with_the_latents_of_its_description()
    {
        using var scope = NewDisposeScope();
        using var generator = GeneratorRegistry.Open(TinyScript.Write(_folder.Path), CPU, trustCode: true);
        Assert.Equal("tiny", generator.Name);
        Assert.Equal(["z0 4", "z1 2x4x4"], generator.Layout.Latents.Select(latent => $"{latent.Name} {string.Join('x', latent.Shape)}"));
        Assert.Equal([new TruncatedNormal(0, 1, 2), TruncatedNormal.Standard], generator.Layout.Latents.Select(latent => latent.Prior));
        Assert.Equal([0, 1], generator.Layout.IndicesOf("all"));
        var (z0, z1) = (Numbers(3, 4), Numbers(3, 2, 4, 4));
        var expected = (z0.matmul(tensor(TinyScript.Weight, [4, 48])).reshape(-1, 3, 4, 4) + z1.mean([1], true)).tanh();
        ParityFile.AssertWithin((expected + 1) / 2, generator.Decode([z0, z1]), 1e-6, "images");
    }

    [Fact]
    public void Decoding_is_differentiable_and_no_step_leaves_a_tensor_behind()
    {
        using var generator = TorchScriptGenerator.Load(TinyScript.Write(_folder.Path), trustCode: true);
        long[] live = [.. Enumerable.Range(0, 6).Select(_ =>
        {
            Step();
            return DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        })];
        Assert.Equal(live[3], live[5]);

        void Step()
        {
            using var scope = NewDisposeScope();
            Tensor[] latents = [Numbers(2, 4).requires_grad_(), Numbers(2, 2, 4, 4).requires_grad_()];
            Tensor[] copies = [Numbers(2, 4).requires_grad_(), Numbers(2, 2, 4, 4).requires_grad_()];
            generator.Decode(latents).square().sum().backward();
            var image = (copies[0].matmul(tensor(TinyScript.Weight, [4, 48])).reshape(-1, 3, 4, 4) + copies[1].mean([1], true)).tanh();
            ((image + 1) / 2).square().sum().backward();
            for (int i = 0; i < latents.Length; i++) ParityFile.AssertClose(copies[i].grad!, latents[i].grad!, 1e-5, $"gradient {i}");
        }
    }

    [Theory]
    [InlineData("tiny.pt")]
    [InlineData("tiny.TS")]
    public void It_runs_from_its_own_endings_when_it_is_trusted(string name)
    {
        using var generator = GeneratorRegistry.Open(TinyScript.Write(_folder.Path, name), CPU, trustCode: true);
        Assert.IsType<TorchScriptGenerator>(generator);
    }

    [Theory]
    [InlineData("tiny.pt")]
    [InlineData("tiny.ts")]
    public void Without_trust_nothing_runs_and_the_error_says_what_would(string name)
    {
        string path = TinyScript.Write(_folder.Path, name, body: Writing);
        foreach (var error in (ArgumentException[])
        [
            Assert.Throws<ArgumentException>(() => GeneratorRegistry.Open(path, CPU)), Assert.Throws<ArgumentException>(() => GeneratorRegistry.Load(path, CPU)),
            Assert.Throws<ArgumentException>(() => TorchScriptGenerator.Load(path, trustCode: false)),
        ])
        {
            Assert.Contains(path, error.Message, StringComparison.Ordinal);
            Assert.Contains("--trust-code", error.Message, StringComparison.Ordinal);
            Assert.Contains("reach out of it: torch.save", error.Message, StringComparison.Ordinal);
        }
        Assert.False(File.Exists(_folder.File("written")));
    }

    [Theory]
    [InlineData("x.safetensors")]
    [InlineData("x.zip")]
    [InlineData("x.pth")]
    [InlineData("x.onnx")]
    [InlineData("x")]
    [InlineData("pt")]
    public void Under_any_other_name_code_never_runs_trusted_or_not(string name)
    {
        string path = TinyScript.Write(_folder.Path, name, body: Writing);
        foreach (bool trust in (bool[])[false, true])
        {
            Assert.Contains("under the name of something else", Assert.Throws<InvalidDataException>(() => GeneratorRegistry.Open(path, CPU, trust)).Message);
            Assert.Contains("under the name of something else", Assert.Throws<InvalidDataException>(() => TorchScriptGenerator.Load(path, trust)).Message);
        }
        Assert.False(File.Exists(_folder.File("written")));
    }

    /// <summary>A body that writes a file beside the script.</summary>
    string Writing => $"    torch.save(z0, \"{_folder.File("written")}\")\n{TinyScript.Body}";

    public static TheoryData<string, string> BadDescriptions => new()
    {
        { "", "does not describe a generator" },
        { "null", "it is null" },
        { "{}", "latents" },
        { TinyScript.Description.Replace("imageShape", "shape"), "shape" },
        { TinyScript.Description.Replace("[3, 4, 4]", "[2, 4, 4]"), "image shape [2, 4, 4]" },
        { TinyScript.Description.Replace("[-1, 1]", "[1, 1]"), "output range [1, 1]" },
        { TinyScript.Description.Replace("\"truncation\": 2", "\"truncation\": -2"), "truncation" },
        { TinyScript.Description.Replace("[\"z0\", \"z1\"]", "[\"z7\"]"), "z7" },
        { TinyScript.Description.Replace("\"shape\": [4]", "\"shape\": []"), "dimension" },
        { TinyScript.Description.Replace("\"shape\": [4]", "\"shape\": [5]"), "does not do what its description says" },
        { TinyScript.Description.Replace("[3, 4, 4]", "[3, 4, 5]"), "[2, 3, 4, 5] is expected" },
        { """{"latents":[{"name":"z0","shape":[4]}],"imageShape":[3,4,4]}""", "called with 1 latents" },
    };

    [Theory]
    [MemberData(nameof(BadDescriptions))]
    public void A_description_that_is_not_valid_or_does_not_fit_is_one_clear_error(string description, string reason)
    {
        string path = TinyScript.Write(_folder.Path, description: description);
        var error = Assert.Throws<InvalidDataException>(() => GeneratorRegistry.Open(path, CPU, trustCode: true));
        Assert.Contains(reason, error.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_missing_description_is_named()
    {
        string path = TinyScript.Write(_folder.Path, description: null);
        Assert.Contains("tiny.json", Assert.Throws<FileNotFoundException>(() => GeneratorRegistry.Open(path, CPU, trustCode: true)).Message);
    }

    [Theory]
    [InlineData("    return ops.torchvision.roi_align(z0, z1)", "Tensor", "'ops.torchvision.roi_align'")]
    [InlineData("    return (z0, z1)", "Tuple[Tensor, Tensor]", "something else than one tensor")]
    [InlineData("    return torch.to(torch.reshape(torch.matmul(z0, self.weight), [-1, 3, 4, 4]), 4)", "Tensor", "Int64")]
    [InlineData("    return torch.matmul(z0, z0)", "Tensor", "fails when it is called")]
    public void A_script_that_cannot_run_or_returns_something_else_is_one_clear_error(string body, string returns, string reason)
    {
        string path = TinyScript.Write(_folder.Path, body: body, returns: returns);
        var error = Assert.Throws<InvalidDataException>(() => GeneratorRegistry.Open(path, CPU, trustCode: true));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void A_damaged_script_is_one_clear_error()
    {
        string path = TinyScript.Write(_folder.Path);
        byte[] whole = File.ReadAllBytes(path);
        foreach (int length in (int[])[0, 3, 100, whole.Length / 2, whole.Length - 30])
        {
            File.WriteAllBytes(path, whole[..length]);
            Assert.Contains("damaged", Assert.Throws<InvalidDataException>(() => GeneratorRegistry.Open(path, CPU, trustCode: true)).Message);
        }
    }

    [Fact]
    public void A_checkpoint_is_no_script_and_the_message_says_to_import_it()
    {
        string path = _folder.File("checkpoint.pt");
        File.WriteAllBytes(path, ZipWriter.Write([new ZipPart("archive/data.pkl", [0x80, 2, (byte)'N', (byte)'.'])]));
        Assert.Contains("mlvgm import", Assert.Throws<InvalidDataException>(() => GeneratorRegistry.Open(path, CPU, trustCode: true)).Message);
    }

    static Tensor Numbers(params long[] shape) => (arange(shape.Aggregate(1L, (p, d) => p * d), ScalarType.Float32) * 0.7f).sin().view(shape);
}
