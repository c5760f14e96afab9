using System.Collections.Concurrent;
using Mlvgm.MLNet.Views;

namespace Mlvgm.MLNet.Tests.Strategies;

/// <summary>What these tests add to the registries of their process: a perturbation, and a reader of walkers that are in memory.</summary>
static class OwnKinds
{
    static readonly ConcurrentDictionary<string, Walker> Walkers = [];

    static OwnKinds()
    {
        PerturbationRegistry.Register(BlendPerturbation.Kind);
        WalkerReader.Register((path, _) => Walkers.TryGetValue(Path.GetFullPath(path), out var walker)
            ? walker
            : throw new FileNotFoundException($"There is no walker '{path}'."));
    }

    public static void Register()
    {
    }

    /// <summary>Puts a walker of random weights under a path.</summary>
    public static string AddWalker(string path, int size, int seed)
    {
        var random = new Random(seed);
        float[] Weights(int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() - 0.5f)];
        string full = Path.GetFullPath(path);
        Walkers[full] = new Walker(Weights(size * size), Weights(size), Weights(size * size), Weights(size)) { Path = full };
        return full;
    }
}
