using System.Security.Cryptography;
using System.Text;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Evaluation.Reports;
using Mlvgm.MLNet.Experiments.Inputs;
using Mlvgm.MLNet.Experiments.Storage;

namespace Mlvgm.MLNet.Experiments.Probes;

/// <summary>The finished probes of features, a JSON file for each kind of features.</summary>
/// <param name="folder">The table's folder.</param>
/// <param name="options">How features are probed, as text: other options are other files.</param>
sealed class ProbeStore(string folder, string options)
{
    /// <summary>The probes of features, if they are finished; else <paramref name="compute"/>'s, which are kept.</summary>
    /// <param name="features">What decides the features beside the images, such as the hash of an encoder's file.</param>
    /// <param name="name">What the features are called.</param>
    /// <param name="train">Training images.</param>
    /// <param name="test">Test images.</param>
    /// <param name="compute">Probes the features.</param>
    /// <exception cref="InvalidDataException">A file is damaged.</exception>
    public IReadOnlyList<ProbeRun> FindOrAdd(string features, string name, ImageDataset train, ImageDataset test, Func<IReadOnlyList<ProbeRun>> compute)
    {
        string key = string.Join('\n', features, name, options, Hash(train), Hash(test));
        string path = Path.Combine(folder, "cells", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..16] + ".json");
        if (CellFile.Find<ProbeRun[]>(path) is { } kept) return kept;
        var runs = compute();
        CellFile.Write(path, runs);
        return runs;
    }

    static string Hash(ImageDataset images) => ImageFingerprint.Of(images) + string.Join(',', images.Labels);
}
