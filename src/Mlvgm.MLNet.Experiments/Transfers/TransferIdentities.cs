using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Experiments.Inputs;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Identities;
using Mlvgm.MLNet.Settings;

namespace Mlvgm.MLNet.Experiments.Transfers;

/// <summary>What decides the results of a run: the encoder's file, the images of both parts with their labels, and the options.</summary>
/// <param name="options">How encoders are judged.</param>
/// <param name="found">Told what was found of a data set, once for each.</param>
sealed class TransferIdentities(TransferRun.Options options, Action<IReadOnlyList<ImageFindings>> found)
{
    /// <summary>What was found of each data set, by its name; data sets of one name are told apart by their folders.</summary>
    public Dictionary<string, IReadOnlyList<ImageFindings>> Findings { get; } = [];

    // Every file of a data set is read for its identity, once for all encoders.
    readonly Dictionary<(TransferData Data, ImageShape Shape), Identity> _images = [];

    /// <exception cref="FileNotFoundException">The data set is not complete.</exception>
    public Identity Of(ChosenEncoder encoder, TransferData data) => new Identity()
        .With("encoder", encoder.Identity).With("options", SettingsJson.Deciding(options))
        .With("dataset", data.Dataset.Name).With("images", Images(data, encoder.Card.InputShape));

    Identity Images(TransferData data, ImageShape shape)
    {
        if (_images.TryGetValue((data, shape), out var known)) return known;
        ulong seed = options.Seed;
        var findings = new List<ImageFindings>();
        Identity Of(DatasetSplit split)
        {
            var images = data.Dataset.Open(data.Folder, split, shape, seed);
            findings.Add(images.Findings with { Part = split, Images = images.Count });
            return ImageIdentity.Of(images);
        }
        var identity = new Identity().With("train", Of(DatasetSplit.Train)).With("test", Of(DatasetSplit.Test));
        if (Findings.TryAdd($"{data.Dataset.Name}={data.Folder}", findings)) found(findings);
        return _images[(data, shape)] = identity;
    }
}
