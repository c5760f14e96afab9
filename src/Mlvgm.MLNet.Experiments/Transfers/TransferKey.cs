using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Mlvgm.MLNet.Evaluation.Datasets;
using Mlvgm.MLNet.Evaluation.Transfer;
using Mlvgm.MLNet.IO;

namespace Mlvgm.MLNet.Experiments.Transfers;

/// <summary>What decides a result of the transfer protocol; images are known by their folder alone.</summary>
/// <param name="EncoderSha256">The SHA-256 of the encoder's file.</param>
/// <param name="Dataset">The data set's name.</param>
/// <param name="Folder">The full path of the data set's folder.</param>
/// <param name="Options">The protocol's options, as JSON.</param>
sealed record TransferKey(string EncoderSha256, string Dataset, string Folder, string Options)
{
    static readonly JsonSerializerOptions WithFields = new() { IncludeFields = true };

    /// <exception cref="FileNotFoundException">There is no such encoder.</exception>
    public static TransferKey Of(string encoder, IDatasetDefinition dataset, string folder, TransferProtocol protocol) =>
        new(FileHash.Sha256(encoder), dataset.Name, Path.GetFullPath(folder), JsonSerializer.Serialize(protocol.Settings, WithFields));

    /// <summary>A name for a file.</summary>
    public string Stem => $"{Dataset}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', EncoderSha256, Folder, Options))))[..16]}";
}
