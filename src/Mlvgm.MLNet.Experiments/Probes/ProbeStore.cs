using System.Text.Json.Nodes;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Evaluation.Probes;
using Mlvgm.MLNet.Experiments.Storage;
using Mlvgm.MLNet.Identities;

namespace Mlvgm.MLNet.Experiments.Probes;

/// <summary>The finished probes of features, a file for each kind of features, images and options.</summary>
/// <param name="folder">The table's folder.</param>
/// <param name="options">How features are probed.</param>
sealed class ProbeStore(string folder, JsonObject options)
{
    readonly ResultStore _cells = new(Path.Combine(folder, "cells"));

    /// <summary>The probes of features, if they are finished; else <paramref name="compute"/>'s, which are kept.</summary>
    /// <param name="features">What decides the features beside the images, such as the hash of an encoder's file.</param>
    /// <param name="name">What the features are called.</param>
    /// <param name="train">Training images.</param>
    /// <param name="test">Test images.</param>
    /// <param name="compute">Probes the features.</param>
    /// <exception cref="InvalidDataException">A file is damaged.</exception>
    public IReadOnlyList<ProbeRun> FindOrAdd(string features, string name, ImageDataset train, ImageDataset test, Func<IReadOnlyList<ProbeRun>> compute)
    {
        var identity = new Identity().With("features", features).With("name", name).With("options", options)
            .With("train", ImageIdentity.Of(train)).With("test", ImageIdentity.Of(test));
        return _cells.Find<ProbeRun[]>(identity.ShortName, identity) ?? _cells.Write(identity.ShortName, identity, compute());
    }
}
