using Mlvgm.MLNet.Torch.WeightFiles.Bytes;
using Mlvgm.MLNet.Torch.WeightFiles.Pickle;
using Mlvgm.MLNet.Torch.WeightFiles.Tensors;

namespace Mlvgm.MLNet.Torch.WeightFiles.Checkpoints;

/// <summary>The storages of a file in the old format: named while the object is read, found after it.</summary>
sealed class LegacyStorages
{
    readonly Dictionary<string, TensorStorage> _storages = new(StringComparer.Ordinal);
    readonly List<(TensorStorage View, TensorStorage Root, long Offset)> _views = [];

    /// <summary>
    /// What a persistent id stands for: <c>('storage', class, key, location, elements, view)</c> is a storage, and
    /// <c>('module', class, file, source text)</c> the class, whose text is not looked at.
    /// </summary>
    /// <exception cref="InvalidDataException">It is neither, or two of a name differ.</exception>
    public object Resolve(PickledTuple id)
    {
        string kind = id.Get<string>(0);
        if (kind == "module") return id.Get<PickledGlobal>(1);
        if (kind != "storage") throw new InvalidDataException($"its pickle refers to a '{Printable.Of(kind)}' outside itself.");
        var type = TorchRules.StorageType(id.Get<PickledGlobal>(1));
        string key = id.Get<string>(2);
        long elements = id.Get<long>(4);
        if (!_storages.TryGetValue(key, out var root)) _storages.Add(key, root = new TensorStorage(type, elements));
        if (root.Type != type || root.Elements != elements)
            throw new InvalidDataException($"its storage '{Printable.Of(key)}' is described in two ways.");
        return id.Count > 5 && id[5] is not null ? View(root, id.Get<PickledTuple>(5)) : root;
    }

    /// <summary>Walks the data after the pickles: per key an element count and the elements.</summary>
    /// <exception cref="InvalidDataException">A storage is missing, short, or of another size than described.</exception>
    public void Place(PickleStream input, PickledList keys)
    {
        foreach (object? item in keys)
        {
            string key = PickledValue.As<string>(item, "the key of a storage");
            if (!_storages.TryGetValue(key, out var storage)) throw new InvalidDataException($"its storage '{Printable.Of(key)}' belongs to no tensor.");
            if (storage.Placed) throw new InvalidDataException($"its storage '{Printable.Of(key)}' occurs twice.");
            long elements = input.ReadInt64();
            if (elements != storage.Elements)
                throw new InvalidDataException($"its storage '{Printable.Of(key)}' has {elements} elements, described as {storage.Elements}.");
            storage.Place(input.ReadSlice(elements * storage.ElementSize));
        }
        foreach (var (key, storage) in _storages)
            if (!storage.Placed) throw new InvalidDataException($"its storage '{Printable.Of(key)}' is missing.");
        foreach (var (view, root, offset) in _views)
            view.Place(new ByteSlice(root.Bytes, offset * root.ElementSize, view.Elements * root.ElementSize));
    }

    /// <summary>A part of another storage: <c>(view key, offset, elements)</c>.</summary>
    TensorStorage View(TensorStorage root, PickledTuple view)
    {
        var (offset, elements) = (view.Get<long>(1), view.Get<long>(2));
        if (offset < 0 || elements < 0 || offset > root.Elements - elements)
            throw new InvalidDataException($"a storage takes {elements} elements at {offset} of another that has {root.Elements}.");
        var part = new TensorStorage(root.Type, elements);
        _views.Add((part, root, offset));
        return part;
    }
}
