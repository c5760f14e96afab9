using Mlvgm.Fuzzing.Seeds;
using Mlvgm.MLNet.Torch.Import;
using Mlvgm.MLNet.Torch.Walkers;
using Mlvgm.MLNet.WeightFiles;

namespace Mlvgm.Fuzzing.Readers;

/// <summary>Walkers: our safetensors file, or the authors' module, a pickle in a whole archive.</summary>
static class WalkerReaders
{
    public static FuzzedReader Walker { get; } = new("walker", Read, () => [.. WeightFileSeeds.Walkers(), .. StateSeeds.Walkers()]);

    static void Read(byte[] bytes)
    {
        string path = ScratchFolder.Write("walker", WeightFileReaders.InArchive("walker", bytes));
        if (bytes is [(byte)'P' or 0x80, ..])
        {
            using var contents = WeightFile.Open(path);
            WalkerImporter.Import(contents, Path.Combine(ScratchFolder.Path, "imported.safetensors"));
        }
        else
        {
            _ = WalkerFile.Read(path).Target;
        }
    }
}
