using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Mlvgm.MLNet.Identities;
using Mlvgm.MLNet.IO;
using Mlvgm.MLNet.Torch.Weights;
using Mlvgm.MLNet.WeightFiles.Text;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.State;

/// <summary>
/// The whole state of a training in one safetensors file: tensors, values as JSON, the steps done, the identity of what it was computed from, and a hash
/// over all of it, so that a file that was damaged after it was written is recognised.
/// </summary>
/// <example>See <c>examples/ApiTour/KeptState.cs</c>.</example>
public sealed class StateFile : IDisposable
{
    /// <summary>The form that is written, and the only one that is read.</summary>
    public const string Format = "mlvgm state 1";

    const string FormatKey = "format";
    const string StepKey = "step";
    const string IdentityKey = "identity";
    const string ValuesKey = "values";
    const string HashKey = "sha256";

    readonly Dictionary<string, Tensor> _tensors;
    readonly SafetensorsContents? _contents;

    /// <summary>An empty state, to be filled and written.</summary>
    /// <param name="step">The steps done.</param>
    /// <param name="identity">What it is computed from.</param>
    public StateFile(long step, Identity identity) => (Step, Identity, Values, _tensors) = (step, identity, [], new(StringComparer.Ordinal));

    StateFile(SafetensorsContents contents, long step, Identity identity, JsonObject values) =>
        (_contents, Step, Identity, Values, _tensors) = (contents, step, identity, values, new(contents.Tensors, StringComparer.Ordinal));

    /// <summary>The steps done.</summary>
    public long Step { get; }

    /// <summary>What it was computed from.</summary>
    public Identity Identity { get; }

    /// <summary>Numbers and texts by name.</summary>
    public JsonObject Values { get; }

    /// <summary>The tensors by name, on the CPU.</summary>
    public IReadOnlyDictionary<string, Tensor> Tensors => _tensors;

    /// <summary>Adds a tensor on any device, which must not change before the state is written.</summary>
    public void Add(string name, Tensor value)
    {
        ArgumentNullException.ThrowIfNull(value);
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
            throw new InvalidDataException($"The state's value '{name}' is {Values[name]}, not of type {typeof(T).Name}.", e);
        }
        throw Lacking("value", name);
    }

    /// <summary>The tensor called <paramref name="name"/>, which is freed with this state.</summary>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public Tensor Tensor(string name) => _tensors.TryGetValue(name, out var value) ? value : throw Lacking("tensor", name);

    /// <summary>Copies a tensor into one of the same shape, on any device.</summary>
    /// <exception cref="InvalidDataException">There is none, or it has another shape.</exception>
    public void CopyTo(string name, Tensor target)
    {
        ArgumentNullException.ThrowIfNull(target);
        using var gradients = no_grad();
        var value = Tensor(name);
        if (!value.shape.AsSpan().SequenceEqual(target.shape))
            throw new InvalidDataException($"The state's tensor '{name}' has shape [{string.Join(", ", value.shape)}], expected [{string.Join(", ", target.shape)}].");
        target.copy_(value);
    }

    /// <summary>The tensors whose names begin with <paramref name="prefix"/>, without it.</summary>
    public IReadOnlyDictionary<string, Tensor> Under(string prefix) => _tensors.Where(entry => entry.Key.StartsWith(prefix, StringComparison.Ordinal))
        .ToDictionary(entry => entry.Key[prefix.Length..], entry => entry.Value, StringComparer.Ordinal);

    /// <summary>Writes the file; an old one of that name stays until the new one is complete and on the disk.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Write(string path)
    {
        var metadata = new Dictionary<string, string>
        {
            [FormatKey] = Format,
            [StepKey] = Step.ToString(CultureInfo.InvariantCulture),
            [IdentityKey] = Identity.Text,
            [ValuesKey] = Values.ToJsonString(),
        };
        metadata[HashKey] = Hash(_tensors, metadata);
        Safetensors.Write(path, _tensors, metadata);
    }

    /// <summary>Reads and verifies a file.</summary>
    /// <exception cref="InvalidDataException">The file is no state, of another format, or damaged; the message names it and says how.</exception>
    public static StateFile Read(string path)
    {
        var contents = Safetensors.Read(path);
        try
        {
            var metadata = contents.Metadata;
            if (!metadata.TryGetValue(FormatKey, out string? format))
                throw new InvalidDataException($"'{path}' is no state, or was written by an earlier version, whose states cannot be told whole from damaged.");
            if (format != Format) throw new InvalidDataException($"'{path}' has the format '{Printable.Of(format)}'; this version reads '{Format}' alone.");
            if (metadata.GetValueOrDefault(HashKey) != Hash(contents.Tensors, metadata))
                throw new InvalidDataException($"'{path}' is damaged: its contents do not have the hash that it states.");
            return new StateFile(
                contents, long.Parse(metadata[StepKey], CultureInfo.InvariantCulture), Identity.Parse(metadata[IdentityKey]),
                WholeJson.ParseObject(metadata[ValuesKey]));
        }
        catch (Exception e)
        {
            contents.Dispose();
            if (e is JsonException or FormatException or OverflowException or KeyNotFoundException)
                throw new InvalidDataException($"'{path}' is damaged: {e.Message}", e);
            throw;
        }
    }

    /// <summary>Frees the tensors.</summary>
    public void Dispose()
    {
        _contents?.Dispose();
        if (_contents is null) foreach (var value in _tensors.Values) value.Dispose();
    }

    static string Hash(IEnumerable<KeyValuePair<string, Tensor>> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        string Text(string key) => metadata.GetValueOrDefault(key) ?? "";
        return StateHash.Of(tensors, Text(FormatKey), Text(StepKey), Text(IdentityKey), Text(ValuesKey));
    }

    static InvalidDataException Lacking(string what, string name) => new($"The state lacks the {what} '{name}'.");
}
