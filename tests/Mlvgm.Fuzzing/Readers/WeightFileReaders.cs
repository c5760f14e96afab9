using Mlvgm.Fuzzing.Seeds;
using Mlvgm.MLNet.WeightFiles;
using Mlvgm.Testing.WeightFiles;

namespace Mlvgm.Fuzzing.Readers;

/// <summary>Files of weights: what they describe, and then every number in them.</summary>
static class WeightFileReaders
{
    const byte Protocol = 0x80;

    public static FuzzedReader LegacyCheckpoint { get; } = Of("pth-legacy", WeightFileSeeds.Legacy);

    /// <summary>An archive as it is; a pickle in a whole archive, since every change of an archive shows in its checksums.</summary>
    public static FuzzedReader ZipCheckpoint { get; } = Of("pth-zip", WeightFileSeeds.Zip, bytes => InArchive("pth-zip", bytes));

    public static FuzzedReader NvlabsPickle { get; } = Of("pkl-nvlabs", () => WeightFileSeeds.Pickles("nvlabs-pkl"));

    public static FuzzedReader TensorFlowPickle { get; } = Of("pkl-tensorflow", () => WeightFileSeeds.Pickles("tensorflow-pkl"));

    public static FuzzedReader Safetensors { get; } = Of("safetensors", WeightFileSeeds.Safetensors);

    /// <summary>Puts a bare pickle into the archive of a sample.</summary>
    public static byte[] InArchive(string sample, byte[] bytes) =>
        bytes is [Protocol, ..] ? SampleFiles.All.Single(file => file.Name == sample).Repack!(bytes) : bytes;

    static FuzzedReader Of(string name, Func<IEnumerable<byte[]>> seeds, Func<byte[], byte[]>? pack = null) =>
        new(name, bytes => Read(pack is null ? bytes : pack(bytes)), seeds);

    static void Read(byte[] bytes)
    {
        string path = ScratchFolder.Write("file", bytes);
        try
        {
            _ = WeightFileSummary.Of(path);
            using var contents = WeightFile.Open(path);
            foreach (var (name, tensor) in contents.Tensors)
                if (tensor.ReadBytes().Length != tensor.ByteLength) throw new InvalidOperationException($"'{name}' has another length than it says.");
        }
        catch (InvalidDataException e) when (e.Message.Contains('\n') || e.Message.Length is 0 or > 2000)
        {
            throw new InvalidOperationException("The message is not one line.", e);
        }
    }
}
