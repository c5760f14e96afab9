using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Mlvgm.MLNet.Evaluation.Datasets;
using Mlvgm.MLNet.Evaluation.Transfer;
using Mlvgm.MLNet.IO;

namespace Mlvgm.MLNet.Cli.Experiments;

/// <summary>What decides a result of the transfer protocol, but for the images themselves.</summary>
/// <param name="EncoderSha256">The SHA-256 of the encoder's file.</param>
/// <param name="Dataset">The data set's name.</param>
/// <param name="Options">The protocol's options, as JSON.</param>
sealed record TransferKey(string EncoderSha256, string Dataset, string Options)
{
    static readonly JsonSerializerOptions WithFields = new() { IncludeFields = true };

    /// <exception cref="FileNotFoundException">There is no such encoder.</exception>
    public static TransferKey Of(string encoder, IDatasetDefinition dataset, TransferProtocol protocol) =>
        new(FileHash.Sha256(encoder), dataset.Name, JsonSerializer.Serialize(protocol.Settings, WithFields));

    /// <summary>A name for a file.</summary>
    public string Stem => $"{Dataset}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(EncoderSha256 + Options)))[..16]}";
}
