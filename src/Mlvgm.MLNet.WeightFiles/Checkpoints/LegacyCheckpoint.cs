using System.Numerics;
using Mlvgm.MLNet.WeightFiles.Bytes;
using Mlvgm.MLNet.WeightFiles.Pickle;
using Mlvgm.MLNet.WeightFiles.Tensors;

namespace Mlvgm.MLNet.WeightFiles.Checkpoints;

/// <summary>
/// The format of <c>torch.save</c> before PyTorch 1.6: five pickles, then storages (docs/method/weight-formats.md#legacy-checkpoints). Little-endian
/// whatever machine wrote it, as PyTorch itself takes it.
/// </summary>
static class LegacyCheckpoint
{
    const long Version = 1001;

    static readonly BigInteger Magic = BigInteger.Parse("119547037146038801333356", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The first bytes of every file of this format: protocol 2 and the magic number.</summary>
    public static ReadOnlySpan<byte> Signature => [0x80, 2, 0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, (byte)'.'];

    /// <summary>Reads the object, and says where the storages are that its tensors look into.</summary>
    /// <exception cref="InvalidDataException">The file is damaged, or names something that is not allowed.</exception>
    public static object? Read(IByteSource source, ReadBudget budget)
    {
        budget.Charge(5000);
        var input = new PickleStream(source, budget);
        var storages = new LegacyStorages();
        object? Next(Func<PickledTuple, object>? persistent = null) => new PickleMachine(input, budget, WeightFileNames.Allowed, persistent).Run();
        if (!Magic.Equals(Next())) throw new InvalidDataException("its first pickle is not the magic number of a PyTorch file.");
        if (Next() is not Version) throw new InvalidDataException($"its format version is not {Version}.");
        Next();
        object? root = Next(storages.Resolve);
        var keys = PickledValue.As<PickledList>(Next(), "the list of storages");
        storages.Place(input, keys);
        return root;
    }
}
