using System.Globalization;
using System.Text;
using Mlvgm.MLNet.Identities;
using Mlvgm.MLNet.Torch.Native;
using Mlvgm.MLNet.Torch.State;
using Mlvgm.MLNet.Torch.Walkers;
using Mlvgm.MLNet.Torch.Weights;
using Mlvgm.MLNet.Views;
using Mlvgm.Testing;
using static TorchSharp.torch;

namespace Mlvgm.Fuzzing.Seeds;

/// <summary>Small states of trainings, and walkers.</summary>
static class StateSeeds
{
    /// <summary>What they were computed from.</summary>
    public static Identity Identity { get; } = new Identity().With("seed", 1).With("data", new Identity().With("sha256", "00"));

    public static IEnumerable<byte[]> States()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("state.safetensors");
        string[] lines = ["25", Identity.Text, """{"position":3,"best":0.5,"name":"a","list":[1,2]}"""];
        Write(path, lines);
        return [File.ReadAllBytes(path), Encoding.UTF8.GetBytes(string.Join('\n', lines)), "0\n{}\n{}"u8.ToArray()];
    }

    /// <summary>Writes a state of one tensor, of step, identity and values as they are given, with the right hash.</summary>
    public static void Write(string path, IReadOnlyList<string> lines)
    {
        TorchNative.EnsureLoaded();
        string Line(int i) => i < lines.Count ? lines[i] : "";
        using var values = tensor(new float[] { 1, 2 });
        Dictionary<string, Tensor> tensors = new() { ["weight"] = values };
        Safetensors.Write(path, tensors, new Dictionary<string, string>
        {
            ["format"] = StateFile.Format,
            ["step"] = Line(0),
            ["identity"] = Line(1),
            ["values"] = Line(2),
            ["sha256"] = StateHash.Of(tensors, StateFile.Format, Line(0), Line(1), Line(2)),
        });
    }

    public static IEnumerable<byte[]> Walkers()
    {
        using var folder = new TemporaryFolder();
        float[] square = [1, 2, 3, 4], row = [5, 6];
        string path = folder.File(string.Create(CultureInfo.InvariantCulture, $"walker-{row.Length}.safetensors"));
        new WalkerFile(new Walker(square, row, square, row), ["z0", "z1"], "tiny").Write(path);
        return [File.ReadAllBytes(path)];
    }
}
