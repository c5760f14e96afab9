using System.Text;
using Mlvgm.MLNet.WeightFiles.Archives;
using Mlvgm.MLNet.WeightFiles.Bytes;
using Mlvgm.MLNet.WeightFiles.Pickle;
using Mlvgm.MLNet.WeightFiles.Tensors;
using Mlvgm.MLNet.WeightFiles.Text;

namespace Mlvgm.MLNet.WeightFiles.Checkpoints;

/// <summary>The format of <c>torch.save</c> since PyTorch 1.6: a ZIP of a pickle and the storages (docs/method/weight-formats.md#zip-checkpoints).</summary>
sealed class ZipCheckpoint
{
    const string PickleName = "data.pkl";

    readonly ZipDirectory _archive;
    readonly string _root;
    readonly bool _bigEndian;
    readonly Dictionary<string, TensorStorage> _storages = new(StringComparer.Ordinal);

    ZipCheckpoint(ZipDirectory archive, string root)
    {
        _archive = archive;
        _root = root;
        _bigEndian = ReadByteOrder();
    }

    /// <summary>Reads the object; the storages stay in the file.</summary>
    /// <exception cref="InvalidDataException">The file is damaged, holds code, or names something that is not allowed.</exception>
    public static object? Read(IByteSource source, PickleContext context)
    {
        var archive = ZipDirectory.Read(source, context.Budget);
        string root = RootOf(archive);
        return IsScript(archive)
            ? throw new InvalidDataException("it is a TorchScript archive, which holds code; a checkpoint is wanted.")
            : Read(archive, root, context);
    }

    /// <summary>Whether an archive is a TorchScript, which holds code; only those have constants.</summary>
    public static bool IsScript(ZipDirectory archive) => archive.Names.Any(name => name.EndsWith("/constants.pkl", StringComparison.Ordinal));

    /// <summary>Reads the object of an archive, of a TorchScript its parameters; the storages stay in the file, and code is not looked at.</summary>
    /// <exception cref="InvalidDataException">The file is damaged, or names something that is not allowed.</exception>
    public static object? Read(ZipDirectory archive, string rootFolder, PickleContext context)
    {
        var checkpoint = new ZipCheckpoint(archive, rootFolder);
        var pickle = new PickleStream(archive[rootFolder + PickleName]!, context.Budget);
        object? root = new PickleMachine(pickle, context, WeightFileNames.Allowed, checkpoint.Resolve).Run();
        return pickle.Left == 0 ? root : throw new InvalidDataException($"its pickle is followed by {pickle.Left} bytes.");
    }

    /// <summary>The folder of the one entry <c>data.pkl</c>, with a slash.</summary>
    /// <exception cref="InvalidDataException">There is none, or there are several.</exception>
    public static string RootOf(ZipDirectory archive)
    {
        string[] pickles = [.. archive.Names.Where(name => name.EndsWith($"/{PickleName}", StringComparison.Ordinal))];
        return pickles is [var pickle]
            ? pickle[..^PickleName.Length]
            : throw new InvalidDataException($"the archive has {pickles.Length} entries '{PickleName}'; a PyTorch checkpoint has one.");
    }

    bool ReadByteOrder()
    {
        if (_archive[_root + "byteorder"] is not { } entry) return false;
        Span<byte> text = stackalloc byte[6];
        text = text[..(int)Math.Min(entry.Length, text.Length)];
        entry.Read(0, text);
        return Encoding.ASCII.GetString(text) switch
        {
            "little" => false,
            "big" => true,
            var other => throw new InvalidDataException($"its byte order is '{Printable.Of(other)}'."),
        };
    }

    /// <summary>The storage that a persistent id stands for.</summary>
    TensorStorage Resolve(PickledTuple persistentId)
    {
        var id = StorageId.Parse(persistentId);
        if (!_storages.TryGetValue(id.Key, out var storage))
        {
            var bytes = _archive[$"{_root}data/{id.Key}"] ?? throw new InvalidDataException($"its storage '{id.ShownKey}' is missing.");
            _storages.Add(id.Key, storage = new TensorStorage(id.Type, id.Elements, bytes, _bigEndian));
        }
        id.CheckAgainst(storage);
        return storage;
    }
}
