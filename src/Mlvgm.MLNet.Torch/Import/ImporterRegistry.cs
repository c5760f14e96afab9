using Mlvgm.MLNet.Settings;
using Mlvgm.MLNet.Torch.Import.Nvae;
using Mlvgm.MLNet.Torch.Import.StyleGan2;
using Mlvgm.MLNet.Torch.Native;
using Mlvgm.MLNet.WeightFiles;

namespace Mlvgm.MLNet.Torch.Import;

/// <summary>
/// The kinds of model that can be imported from other projects' weight files. A new one is a function from the opened file and the path of
/// a safetensors file, which it writes, to an <see cref="ImportedModel"/>, and a line here.
/// </summary>
/// <example>See <c>examples/ApiTour/StyleGanImages.cs</c>.</example>
public static class ImporterRegistry
{
    static readonly Dictionary<string, Func<WeightFileContents, string, ImportOptions, ImportedModel>> Importers = new(StringComparer.OrdinalIgnoreCase)
    {
        [BigBiGanImporter.Target] = Plain(BigBiGanImporter.Import),
        [NvaeImporter.Target] = NvaeImporter.Import,
        [StyleGan2Importer.Target] = Plain(StyleGan2Importer.Import),
        [StyleGan2Importer.CarsTarget] = Plain(StyleGan2Importer.ImportCars),
        [WalkerImporter.Target] = Plain(WalkerImporter.Import),
    };

    /// <summary>The registered names.</summary>
    public static IReadOnlyCollection<string> Targets => Importers.Keys;

    /// <summary>Converts a weight file to this library's safetensors, with a JSON file that says where it came from.</summary>
    /// <param name="source">The weight file, of any format that <see cref="WeightFile"/> opens.</param>
    /// <param name="target">One of <see cref="Targets"/>.</param>
    /// <param name="folder">Where the two files go, under the source's name with the endings .safetensors and .json.</param>
    /// <param name="options">The settings; the defaults when null.</param>
    /// <exception cref="ArgumentException">
    /// There is no such target, it does not take a setting that is given, or the result would replace the source.
    /// </exception>
    /// <exception cref="SettingsException">A setting is out of its range.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged or refused, or holds another kind of model; the message says why.</exception>
    /// <exception cref="IOException">A file cannot be written; old files are kept.</exception>
    public static ImportResult Import(string source, string target, string folder, ImportOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        options ??= new ImportOptions();
        SettingsOf.Validate(options);
        if (!Importers.TryGetValue(target, out var import))
            throw new ArgumentException($"There is no importer '{target}'. Available: {string.Join(", ", Targets)}.", nameof(target));
        string path = Path.Combine(folder, Path.GetFileNameWithoutExtension(source) + ".safetensors");
        if (Path.GetFullPath(path) == Path.GetFullPath(source))
            throw new ArgumentException($"The result would replace '{source}'. Choose another folder.", nameof(folder));
        using var contents = WeightFile.Open(source);
        TorchNative.EnsureLoaded();
        var model = import(contents, path, options);
        return new ImportResult(path, ImportCard.Write(contents, target, path, model), model);
    }

    /// <summary>An importer without settings.</summary>
    static Func<WeightFileContents, string, ImportOptions, ImportedModel> Plain(Func<WeightFileContents, string, ImportedModel> import) =>
        (contents, path, options) => options.Temperature is null
            ? import(contents, path)
            : throw new ArgumentException("A temperature is for the kind 'nvae' only.", nameof(options));
}

/// <summary>The files that an import wrote.</summary>
/// <param name="ModelPath">The safetensors file.</param>
/// <param name="CardPath">The JSON file beside it: source, hashes, latents and configuration.</param>
/// <param name="Model">What the model holds.</param>
/// <example>See <c>examples/ApiTour/StyleGanImages.cs</c>.</example>
public sealed record ImportResult(string ModelPath, string CardPath, ImportedModel Model)
{
    /// <summary>The command to go on with.</summary>
    public string NextStep => Model.NextStep.Replace("{0}", ModelPath, StringComparison.Ordinal);
}
