using System.Text.Json;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Evaluation.Transfer;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Identities;

namespace Mlvgm.MLNet.Experiments.Transfers;

/// <summary>What decides the results of a protocol: the encoder's file, the images of both parts with their labels, and the options.</summary>
/// <param name="protocol">The protocol.</param>
sealed class TransferIdentities(TransferProtocol protocol)
{
    // Every file of a data set is read for its identity, once for all encoders.
    readonly Dictionary<(TransferData Data, ImageShape Shape), Identity> _images = [];

    /// <exception cref="FileNotFoundException">There is no such encoder, or the data set is not complete.</exception>
    public Identity Of(string encoder, TransferData data, ImageShape shape) => new Identity()
        .With("encoder", Identity.OfFile(encoder)).With("options", JsonSerializer.SerializeToNode(protocol.Settings))
        .With("dataset", data.Dataset.Name).With("images", Images(data, shape));

    Identity Images(TransferData data, ImageShape shape)
    {
        if (_images.TryGetValue((data, shape), out var known)) return known;
        ulong seed = protocol.Settings.Seeds[0];
        Identity Of(DatasetSplit split) => ImageIdentity.Of(data.Dataset.Open(data.Folder, split, shape, seed));
        return _images[(data, shape)] = new Identity().With("train", Of(DatasetSplit.Train)).With("test", Of(DatasetSplit.Test));
    }
}
