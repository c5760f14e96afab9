using Mlvgm.MLNet.WeightFiles.Pickle;
using Mlvgm.MLNet.WeightFiles.Tensors;
using Mlvgm.MLNet.WeightFiles.Text;

namespace Mlvgm.MLNet.WeightFiles.Checkpoints;

/// <summary>A storage as a pickle refers to it. The device that it was on does not matter.</summary>
/// <param name="Type">The element type.</param>
/// <param name="Key">The storage's name in the file.</param>
/// <param name="Elements">The number of elements.</param>
readonly record struct StorageId(StoredType Type, string Key, long Elements)
{
    /// <summary>The name for messages.</summary>
    public string ShownKey => Printable.Of(Key);

    /// <summary>Reads <c>('storage', class, key, location, elements, ...)</c>.</summary>
    /// <exception cref="InvalidDataException">It is something else, or of an element type that is not read.</exception>
    public static StorageId Parse(PickledTuple id)
    {
        string kind = id.Get<string>(0);
        return kind == "storage"
            ? new StorageId(TorchRules.StorageType(id.Get<PickledGlobal>(1)), id.Get<string>(2), id.Get<long>(4))
            : throw new InvalidDataException($"its pickle refers to a '{Printable.Of(kind)}' outside itself.");
    }

    /// <summary>Fails if a storage of the same key was described otherwise before.</summary>
    /// <exception cref="InvalidDataException">It was.</exception>
    public void CheckAgainst(TensorStorage earlier)
    {
        if (earlier.StoredType != Type || earlier.Elements != Elements) throw new InvalidDataException($"its storage '{ShownKey}' is described in two ways.");
    }
}
