using System.Globalization;
using Mlvgm.Testing.WeightFiles;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Tests.Import;

/// <summary>Writes checkpoints as PyTorch does: a ZIP archive with one pickle and the numbers of each tensor.</summary>
static class CheckpointWriter
{
    /// <summary>Writes a plain state dictionary.</summary>
    public static void WriteState(string path, IReadOnlyDictionary<string, Tensor> state)
    {
        var storages = new List<ZipPart>();
        Write(path, PickleWriter.Write(w => State(w, state, storages)), storages);
    }

    /// <summary>Writes a dictionary of state dictionaries, and of what else there is.</summary>
    public static void Write(
        string path, IReadOnlyDictionary<string, IReadOnlyDictionary<string, Tensor>> states, params (string Key, Action<PickleWriter> Value)[] rest)
    {
        var storages = new List<ZipPart>();
        var entries = states.Select(state => (state.Key, (Action<PickleWriter>)(w => State(w, state.Value, storages))));
        Write(path, PickleWriter.Write(w => w.Dictionary([.. rest, .. entries])), storages);
    }

    static void Write(string path, byte[] pickle, IEnumerable<ZipPart> storages) => File.WriteAllBytes(path, ZipWriter.Write(
        [new ZipPart("archive/data.pkl", pickle), .. storages, new ZipPart("archive/version", "3\n"u8.ToArray())]));

    static void State(PickleWriter writer, IReadOnlyDictionary<string, Tensor> state, List<ZipPart> storages) =>
        writer.OrderedDictionary([.. state.Select(pair => (pair.Key, (Action<PickleWriter>)(w => Tensor(w, pair.Value, storages))))]);

    static void Tensor(PickleWriter writer, Tensor value, List<ZipPart> storages)
    {
        using var contiguous = value.detach().contiguous();
        string key = storages.Count.ToString(CultureInfo.InvariantCulture);
        storages.Add(new ZipPart($"archive/data/{key}", contiguous.bytes.ToArray()));
        string type = value.dtype == ScalarType.Int64 ? "LongStorage" : "FloatStorage";
        writer.Tensor(s => s.Storage(type, key, value.numel()), 0, value.shape, contiguous.stride());
    }
}
