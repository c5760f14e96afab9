using System.Text.Json;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Evaluation.Datasets;
using Mlvgm.MLNet.Evaluation.Transfer;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Identities;

namespace Mlvgm.MLNet.Experiments.Transfers;

/// <summary>What decides a result of the transfer protocol: the encoder's file, the images of both parts with their labels, and the options.</summary>
/// <param name="Dataset">The data set's name.</param>
/// <param name="Identity">The identity of the result.</param>
sealed record TransferKey(string Dataset, Identity Identity)
{
    /// <exception cref="FileNotFoundException">There is no such encoder, or the data set is not complete.</exception>
    public static TransferKey Of(string encoder, IDatasetDefinition dataset, string folder, TransferProtocol protocol, ImageShape shape)
    {
        ulong seed = protocol.Settings.Seeds[0];
        Identity Images(DatasetSplit split) => ImageIdentity.Of(dataset.Open(folder, split, shape, seed));
        return new TransferKey(dataset.Name, new Identity()
            .With("encoder", Identity.OfFile(encoder)).With("dataset", dataset.Name).With("options", JsonSerializer.SerializeToNode(protocol.Settings))
            .With("train", Images(DatasetSplit.Train)).With("test", Images(DatasetSplit.Test)));
    }

    /// <summary>A name for a file.</summary>
    public string Stem => $"{Dataset}-{Identity.ShortName}";
}
