using Mlvgm.MLNet.Torch.Generators.BigBiGan;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Tests.Generators.BigBiGan;

/// <summary>A network small enough for tests.</summary>
static class TinyBigBiGan
{
    public static BigBiGanConfiguration Configuration { get; } = new()
    {
        Resolution = 32,
        Channels = 2,
        LatentSize = 3,
        EmbeddingWidth = 5,
        Classes = 4,
        AttentionResolutions = [16],
    };

    /// <summary>An untrained network's state dictionary, in the caller's dispose scope.</summary>
    public static Dictionary<string, Tensor> State() =>
        BigBiGanInitialisation.State(Configuration, seed: 7).ToDictionary(pair => pair.Key, pair => pair.Value);

    /// <summary>Writes an untrained generator and returns its path.</summary>
    public static string Write(string folder)
    {
        using var scope = NewDisposeScope();
        string path = Path.Combine(folder, "tiny-bigbigan.safetensors");
        BigBiGanGeneratorFile.Write(path, Configuration, State());
        return path;
    }
}
