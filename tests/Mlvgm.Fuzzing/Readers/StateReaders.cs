using System.Text;
using Mlvgm.Fuzzing.Seeds;
using Mlvgm.MLNet.Torch.State;

namespace Mlvgm.Fuzzing.Readers;

/// <summary>The states of trainings: a file as it is, or three lines (step, identity, values) in a file with the right hash.</summary>
static class StateReaders
{
    public static FuzzedReader Checkpoint { get; } = new("checkpoint", Read, StateSeeds.States);

    static void Read(byte[] bytes)
    {
        string path = Path.Combine(ScratchFolder.Path, "state.safetensors");
        if (bytes.Length > 8 && bytes[8] == '{') File.WriteAllBytes(path, bytes);
        else StateSeeds.Write(path, [.. Encoding.UTF8.GetString(bytes).Split('\n')]);
        using var state = StateFile.Read(path);
        // Some value or other is of another type.
        foreach (string name in state.Values.Select(value => value.Key).ToList()) Several.Read(() => { }, () => state.Value<long>(name));
        _ = state.Identity.DifferencesTo(StateSeeds.Identity);
    }
}
