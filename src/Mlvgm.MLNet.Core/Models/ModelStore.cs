using System.Text.Json;
using Mlvgm.MLNet.IO;

namespace Mlvgm.MLNet.Models;

/// <summary>A folder of models with a <c>models.json</c> that names them and the hash of every file.</summary>
/// <example>See <c>examples/Quickstart/Pipeline.cs</c>.</example>
public sealed class ModelStore
{
    const string ManifestName = "models.json";

    static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true };

    readonly string _folder;

    /// <summary>Opens a store.</summary>
    /// <param name="folder">The folder that holds <c>models.json</c>.</param>
    /// <exception cref="FileNotFoundException">There is no <c>models.json</c> in the folder.</exception>
    /// <exception cref="InvalidDataException"><c>models.json</c> is not a valid manifest.</exception>
    public ModelStore(string folder)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        _folder = Path.GetFullPath(folder);
        string manifest = Path.Combine(_folder, ManifestName);
        if (!File.Exists(manifest))
        {
            throw new FileNotFoundException(
                $"There is no {ManifestName} in '{_folder}'. Shipped models are copied to the folder 'onnx-models' beside programs that reference the package Mlvgm.MLNet.Models.", manifest);
        }
        try
        {
            Entries = JsonSerializer.Deserialize<IReadOnlyList<ModelEntry>>(File.ReadAllBytes(manifest), Format) ?? [];
            // Annotations of what is in a list are not known at run time.
            if (Entries.Any(entry => entry is null || entry.Files.Any(file => file is null) || entry.Latents.Any(latent => latent is null)))
                throw new JsonException("an entry is null.");
        }
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException)
        {
            throw new InvalidDataException($"'{manifest}' is not a valid list of models: {e.Message}", e);
        }
    }

    /// <summary>The folder of shipped models: <c>onnx-models</c> beside the program.</summary>
    public static string ShippedFolder => Path.Combine(AppContext.BaseDirectory, "onnx-models");

    /// <summary>Opens the models that ship with the library.</summary>
    /// <exception cref="FileNotFoundException">The program was deployed without them.</exception>
    public static ModelStore Shipped() => new(ShippedFolder);

    /// <summary>Every model of the store.</summary>
    public IReadOnlyList<ModelEntry> Entries { get; }

    /// <summary>The model called <paramref name="name"/>.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists those there are.</exception>
    public ModelEntry Find(string name) => Entries.FirstOrDefault(entry => entry.Name == name)
        ?? throw new ArgumentException(
            $"There is no model '{name}'. Available: {string.Join(", ", Entries.Select(entry => entry.Name))}.", nameof(name));

    /// <summary>The full path of the file of the model called <paramref name="name"/>, after checking its contents against the recorded hash.</summary>
    /// <param name="name">The name, such as <c>fashion-mnist-encoder</c>.</param>
    /// <param name="format">The format wanted: <c>onnx</c> for inference, <c>safetensors</c> for training.</param>
    /// <exception cref="ArgumentException">There is no such model, or it has no file of that format.</exception>
    /// <exception cref="FileNotFoundException">The file is missing.</exception>
    /// <exception cref="InvalidDataException">The contents do not match the hash: the file is corrupt or was replaced.</exception>
    public string PathOf(string name, string format) => VerifiedPath(Find(name), format);

    /// <summary>The full path of a model's file, after checking its contents against the recorded hash.</summary>
    /// <param name="entry">A model of this store.</param>
    /// <param name="format">The format wanted, such as <c>safetensors</c>.</param>
    /// <exception cref="ArgumentException">The model has no file of that format.</exception>
    /// <exception cref="FileNotFoundException">The file is missing.</exception>
    /// <exception cref="InvalidDataException">The contents do not match the hash: the file is corrupt or was replaced.</exception>
    public string VerifiedPath(ModelEntry entry, string format)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var file = entry.Files.FirstOrDefault(candidate => candidate.Format == format)
            ?? throw new ArgumentException($"Model '{entry.Name}' has no {format} file.", nameof(format));
        if (!PathText.IsPossible(file.Path)) throw new InvalidDataException($"Model '{entry.Name}' names the file '{file.Path}', which {PathText.Impossible}.");
        string path = Path.GetFullPath(Path.Combine(_folder, file.Path));
        if (!path.StartsWith(_folder + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            throw new InvalidDataException($"Model '{entry.Name}' names the file '{file.Path}', which lies outside '{_folder}'.");
        if (!File.Exists(path)) throw new FileNotFoundException($"The file of model '{entry.Name}' is missing: '{path}'.", path);
        string hash = FileHash.Sha256(path);
        return hash == file.Sha256
            ? path
            : throw new InvalidDataException(
                $"sha256 mismatch: '{path}' has {hash}, {ManifestName} says {file.Sha256}. The file is corrupt; restore it.");
    }
}
