using Mlvgm.MLNet.Torch.Walkers;
using Mlvgm.MLNet.Torch.Weights;
using Mlvgm.MLNet.Views;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Tests.Walkers;

public class WalkerFileTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    string File(string name) => _folder.File(name);

    [Fact]
    public void A_walker_comes_back_as_it_was_written()
    {
        float[] weights = [.. Enumerable.Range(0, 9).Select(i => i / 7f)];
        new WalkerFile(new Walker(weights, weights[..3], weights[..9], weights[3..6]), ["z1", "z2"], "g").Write(File("w.safetensors"));
        var read = WalkerFile.Read(File("w.safetensors"));
        Assert.Equal("z1..z2", read.Target);
        Assert.Equal("g", read.Generator);
        Assert.Equal(weights, read.Walker.HiddenWeight.ToArray());
        Assert.Equal(weights[3..6], read.Walker.OutputBias.ToArray());
    }

    [Theory]
    [InlineData("generator", "[\"z\"]", 4, "'kind' is not 'walker'")]
    [InlineData("walker", "[]", 4, "names no latent")]
    [InlineData("walker", "z", 4, "no list of names")]
    [InlineData("walker", "[\"z\"]", 3, "lacks the float32 tensor 'output.bias'")]
    public void Another_file_is_refused_with_the_reason(string kind, string latents, int tensors, string reason)
    {
        using var scope = NewDisposeScope();
        string[] names = ["hidden.weight", "hidden.bias", "output.weight", "output.bias"];
        Safetensors.Write(File("bad.safetensors"), names[..tensors].ToDictionary(name => name, name => name.EndsWith("bias") ? zeros(1) : zeros(1, 1)),
            new Dictionary<string, string> { ["kind"] = kind, ["latents"] = latents });
        Assert.Contains(reason, Assert.Throws<InvalidDataException>(() => WalkerFile.Read(File("bad.safetensors"))).Message);
    }

    public void Dispose() => _folder.Dispose();
}
