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

    /// <summary>The most bytes that <see cref="Begins"/> looks at.</summary>
    public const int SignatureLength = 24;

    /// <summary>The first pickle after its protocol, and the frame of protocols 4 and 5: the magic number.</summary>
    static ReadOnlySpan<byte> MagicPickle => [0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, (byte)'.'];

    /// <summary>Whether a file that begins like this is of the format, whichever protocol its pickles have.</summary>
    public static bool Begins(ReadOnlySpan<byte> start)
    {
        if (start.Length < 2 || start[0] != (byte)Opcode.Protocol || start[1] is < PickleMachine.SmallestProtocol or > PickleMachine.HighestProtocol) return false;
        var rest = start[2..];
        if (rest.Length > 9 && rest[0] == (byte)Opcode.Frame) rest = rest[9..];
        return rest.StartsWith(MagicPickle);
    }

    /// <summary>Reads the object, and says where the storages are that its tensors look into.</summary>
    /// <exception cref="InvalidDataException">The file is damaged, or names something that is not allowed.</exception>
    public static object? Read(IByteSource source, PickleContext context)
    {
        context.Budget.Charge(5000);
        var input = new PickleStream(source, context.Budget);
        var storages = new LegacyStorages();
        object? Next(Func<PickledTuple, object>? persistent = null) => new PickleMachine(input, context, WeightFileNames.Allowed, persistent).Run();
        if (!Magic.Equals(Next())) throw new InvalidDataException("its first pickle is not the magic number of a PyTorch file.");
        if (Next() is not Version) throw new InvalidDataException($"its format version is not {Version}.");
        Next();
        object? root = Next(storages.Resolve);
        var keys = PickledValue.As<PickledList>(Next(), "the list of storages");
        storages.Place(input, keys);
        return root;
    }
}
