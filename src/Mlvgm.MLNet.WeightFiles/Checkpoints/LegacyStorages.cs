using Mlvgm.MLNet.WeightFiles.Bytes;
using Mlvgm.MLNet.WeightFiles.Pickle;
using Mlvgm.MLNet.WeightFiles.Tensors;
using Mlvgm.MLNet.WeightFiles.Text;

namespace Mlvgm.MLNet.WeightFiles.Checkpoints;

/// <summary>The storages of a file in the old format: named while the object is read, found after it.</summary>
sealed class LegacyStorages
{
    readonly Dictionary<string, TensorStorage> _storages = new(StringComparer.Ordinal);
    readonly List<(TensorStorage View, TensorStorage Root, long Offset)> _views = [];

    /// <summary>
    /// What a persistent id stands for: a storage, or for <c>('module', class, file, source text)</c> the class, whose text is not looked at.
    /// </summary>
    /// <exception cref="InvalidDataException">It is neither, or two of a name differ.</exception>
    public object Resolve(PickledTuple persistentId)
    {
        if (persistentId is ["module", ..]) return persistentId.Get<PickledGlobal>(1);
        var id = StorageId.Parse(persistentId);
        if (!_storages.TryGetValue(id.Key, out var root)) _storages.Add(id.Key, root = new TensorStorage(id.Type, id.Elements));
        id.CheckAgainst(root);
        return persistentId.Count > 5 && persistentId[5] is not null ? View(root, persistentId.Get<PickledTuple>(5)) : root;
    }

    /// <summary>Walks the data after the pickles: per key an element count and the elements.</summary>
    /// <exception cref="InvalidDataException">A storage is missing, short, or of another size than described.</exception>
    public void Place(PickleStream input, PickledList keys)
    {
        foreach (object? item in keys)
        {
            string key = PickledValue.As<string>(item, "the key of a storage");
            string shown = Printable.Of(key);
            if (!_storages.TryGetValue(key, out var storage)) throw new InvalidDataException($"its storage '{shown}' belongs to no tensor.");
            if (storage.Placed) throw new InvalidDataException($"its storage '{shown}' occurs twice.");
            long elements = input.ReadInt64();
            if (elements != storage.Elements)
                throw new InvalidDataException($"its storage '{shown}' has {elements} elements, described as {storage.Elements}.");
            if (storage.ElementSize == 0) throw new InvalidDataException($"its storage '{shown}' is a {storage.StoredType.Name}, whose size is not known.");
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
        var part = new TensorStorage(root.StoredType, elements);
        _views.Add((part, root, offset));
        return part;
    }
}
