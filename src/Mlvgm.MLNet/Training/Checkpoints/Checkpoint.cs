using System.Text.Json;
using System.Text.Json.Nodes;
using Mlvgm.MLNet.Torch.Weights;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Training.Checkpoints;

/// <summary>
/// The whole state of a training run in one safetensors file: tensors, values as JSON, and a hash over both, so that a file that was damaged
/// after it was written is recognised.
/// </summary>
sealed class Checkpoint : IDisposable
{
    const string ValuesKey = "values";
    const string HashKey = "sha256";

    readonly Dictionary<string, Tensor> _tensors;
    readonly SafetensorsContents? _contents;

    /// <summary>An empty checkpoint, to be filled and written.</summary>
    public Checkpoint() => (Values, _tensors) = ([], new(StringComparer.Ordinal));

    Checkpoint(SafetensorsContents contents, JsonObject values) =>
        (_contents, Values, _tensors) = (contents, values, new(contents.Tensors, StringComparer.Ordinal));

    /// <summary>Numbers and texts by name.</summary>
    public JsonObject Values { get; }

    /// <summary>The tensors by name, on the CPU.</summary>
    public IReadOnlyDictionary<string, Tensor> Tensors => _tensors;

    /// <summary>Adds a tensor on any device; it must not change before <see cref="Write"/>.</summary>
    public void Add(string name, Tensor value)
    {
        using var scope = TorchSharp.torch.NewDisposeScope();
        _tensors.Add(name, value.detach().cpu().contiguous().DetachFromDisposeScope());
    }

    /// <summary>The value called <paramref name="name"/>.</summary>
    /// <exception cref="InvalidDataException">There is none, or it is of another type.</exception>
    public T Value<T>(string name)
    {
        try
        {
            if (Values[name] is { } value) return value.GetValue<T>();
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException)
        {
            throw new InvalidDataException($"The checkpoint's value '{name}' is {Values[name]}, not of type {typeof(T).Name}.", e);
        }
        throw new InvalidDataException($"The checkpoint lacks the value '{name}'.");
    }

    /// <summary>Writes the file; an old one of that name stays until the new one is complete and on the disk.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Write(string path)
    {
        string values = Values.ToJsonString();
        Safetensors.Write(path, _tensors, new Dictionary<string, string>
        {
            [ValuesKey] = values,
            [HashKey] = ContentHash.Of(_tensors, values),
        });
    }

    /// <summary>Reads and verifies a file.</summary>
    /// <exception cref="InvalidDataException">The file is no checkpoint, or is damaged; the message says how.</exception>
    public static Checkpoint Read(string path)
    {
        var contents = Safetensors.Read(path);
        try
        {
            if (!contents.Metadata.TryGetValue(ValuesKey, out string? values) || !contents.Metadata.TryGetValue(HashKey, out string? hash))
                throw new InvalidDataException($"'{path}' is not a checkpoint: it lacks '{ValuesKey}' or '{HashKey}'.");
            if (ContentHash.Of(contents.Tensors, values) != hash)
                throw new InvalidDataException($"'{path}' is damaged: its contents do not have the hash that it states.");
            return new Checkpoint(contents, JsonNode.Parse(values)!.AsObject());
        }
        catch (Exception e)
        {
            contents.Dispose();
            if (e is JsonException or InvalidOperationException) throw new InvalidDataException($"'{path}' is damaged: {e.Message}", e);
            throw;
        }
    }

    /// <summary>Frees the tensors.</summary>
    public void Dispose()
    {
        _contents?.Dispose();
        if (_contents is null) foreach (var value in _tensors.Values) value.Dispose();
    }
}
