using System.Text.Json;
using Mlvgm.MLNet.Torch.Weights;
using Mlvgm.MLNet.Views;
using Mlvgm.MLNet.WeightFiles.Safetensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Walkers;

/// <summary>A walker as a safetensors file: four tensors, and the latents that it moves in the metadata.</summary>
/// <param name="Walker">The weights.</param>
/// <param name="LatentNames">The latents, in generation order.</param>
/// <param name="Generator">The name of the generator that it was trained on; null when unknown.</param>
sealed record WalkerFile(Walker Walker, IReadOnlyList<string> LatentNames, string? Generator = null)
{
    const string Kind = "walker";
    const string KindKey = "kind";
    const string LatentsKey = "latents";
    const string GeneratorKey = "generator";
    static readonly string[] TensorNames = ["hidden.weight", "hidden.bias", "output.weight", "output.bias"];

    /// <summary>The latents as the target of a <see cref="ViewStrategy"/>: a name, or a range from the first to the last.</summary>
    public string Target => LatentNames.Count == 1 ? LatentNames[0] : $"{LatentNames[0]}..{LatentNames[^1]}";

    /// <summary>Reads a walker.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged or holds no walker; the message says why.</exception>
    public static WalkerFile Read(string path)
    {
        Native.TorchNative.EnsureLoaded();
        var metadata = SafetensorsHeader.Read(path).Metadata;
        if (metadata.GetValueOrDefault(KindKey) != Kind) throw Bad(path, $"its metadata '{KindKey}' is not '{Kind}'");
        string[] latents = ParseLatents(path, metadata.GetValueOrDefault(LatentsKey));
        using var scope = NewDisposeScope();
        using var contents = Safetensors.Read(path, name => TensorNames.Contains(name));
        float[][] tensors = [.. TensorNames.Select(name => contents.Tensors.TryGetValue(name, out var value) && value.dtype == ScalarType.Float32
            ? value.data<float>().ToArray()
            : throw Bad(path, $"it lacks the float32 tensor '{name}'"))];
        try
        {
            return new WalkerFile(
                new Walker(tensors[0], tensors[1], tensors[2], tensors[3]) { Path = Path.GetFullPath(path) }, latents,
                metadata.GetValueOrDefault(GeneratorKey));
        }
        catch (ArgumentException e)
        {
            throw Bad(path, e.Message.TrimEnd('.'));
        }
    }

    /// <summary>Writes the walker; the file appears once it is complete.</summary>
    /// <exception cref="IOException">The file cannot be written; the old file is kept.</exception>
    public void Write(string path)
    {
        Native.TorchNative.EnsureLoaded();
        using var scope = NewDisposeScope();
        var metadata = new Dictionary<string, string> { [KindKey] = Kind, [LatentsKey] = JsonSerializer.Serialize(LatentNames) };
        if (Generator is not null) metadata[GeneratorKey] = Generator;
        long size = Walker.Size;
        Safetensors.Write(path, new Dictionary<string, Tensor>
        {
            [TensorNames[0]] = tensor(Walker.HiddenWeight.ToArray(), [size, size]),
            [TensorNames[1]] = tensor(Walker.HiddenBias.ToArray(), [size]),
            [TensorNames[2]] = tensor(Walker.OutputWeight.ToArray(), [size, size]),
            [TensorNames[3]] = tensor(Walker.OutputBias.ToArray(), [size]),
        }, metadata);
    }

    static string[] ParseLatents(string path, string? json)
    {
        try
        {
            string[]? names = json is null ? null : JsonSerializer.Deserialize<string[]>(json);
            return names is { Length: > 0 } && names.All(name => !string.IsNullOrWhiteSpace(name))
                ? names
                : throw Bad(path, $"its metadata '{LatentsKey}' names no latent");
        }
        catch (JsonException e)
        {
            throw Bad(path, $"its metadata '{LatentsKey}' is no list of names ({e.Message.TrimEnd('.')})");
        }
    }

    static InvalidDataException Bad(string path, string why) => new($"'{path}' is not a walker: {why}.");
}
