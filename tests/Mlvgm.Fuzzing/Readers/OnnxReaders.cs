using System.Text;
using Mlvgm.Fuzzing.Seeds;
using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Onnx;
using Mlvgm.MLNet.OnnxImport;
using Mlvgm.MLNet.Torch.Native;
using Mlvgm.MLNet.WeightFiles;

namespace Mlvgm.Fuzzing.Readers;

/// <summary>ONNX files, and what this project keeps in their metadata.</summary>
static class OnnxReaders
{
    /// <summary>The tensors, by our reader; the card, through ONNX Runtime.</summary>
    public static FuzzedReader Model { get; } = new(
        "onnx",
        bytes =>
        {
            string path = ScratchFolder.Write("model.onnx", bytes);
            Several.Read(() => WeightFileSummary.Of(path), () => EncoderCard.Read(path));
        },
        OnnxSeeds.Models);

    /// <summary>The properties themselves, a line each: key, equals sign, value.</summary>
    public static FuzzedReader Metadata { get; } = new("onnx-metadata", ReadMetadata, OnnxSeeds.Metadata);

    /// <summary>The network, as a module; a little of it is computed.</summary>
    public static FuzzedReader Network { get; } = new(
        "onnx-network",
        bytes =>
        {
            TorchNative.EnsureLoaded();
            string path = ScratchFolder.Write("network.onnx", bytes);
            OnnxImporter.Read(path).Dispose();
        },
        NetworkSeeds.All)
    {
        Refusals = [typeof(InvalidDataException), typeof(NotSupportedException)],
        Time = TimeSpan.FromSeconds(10),
    };

    static void ReadMetadata(byte[] bytes)
    {
        var properties = new Dictionary<string, string>();
        foreach (string line in Encoding.UTF8.GetString(bytes).Split('\n'))
            if (line.IndexOf('=') is > 0 and var at) properties[line[..at]] = line[(at + 1)..];
        Several.Read(
            () => EncoderCardMetadata.Read(properties, "file"),
            () => LatentLayoutMetadata.Read(properties.GetValueOrDefault(LatentLayoutMetadata.Key, ""), StrategySeeds.Layout.Latents));
    }
}
