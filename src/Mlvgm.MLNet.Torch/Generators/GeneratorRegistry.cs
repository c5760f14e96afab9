using Mlvgm.MLNet.Models;
using Mlvgm.MLNet.Registries;
using Mlvgm.MLNet.Torch.Generators.Abstractions;
using Mlvgm.MLNet.Torch.Generators.BigBiGan;
using Mlvgm.MLNet.Torch.Generators.Nvae;
using Mlvgm.MLNet.Torch.Generators.Nvae.Nvlabs;
using Mlvgm.MLNet.Torch.Generators.StyleGan2;
using Mlvgm.MLNet.Torch.Generators.TorchScript;
using Mlvgm.MLNet.Torch.Native;
using Mlvgm.MLNet.WeightFiles.Safetensors;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Generators;

/// <summary>
/// The generator architectures, by the name in a weight file's metadata, and scripts of users. A new one is a class and a line here; users of the library
/// register theirs.
/// </summary>
/// <example>See <c>examples/ApiTour/Measuring.cs</c>.</example>
public static class GeneratorRegistry
{
    /// <summary>The metadata key that names the architecture of a safetensors file.</summary>
    public const string ArchitectureKey = "architecture";

    /// <summary>What loads each architecture onto the CPU, from the path of a safetensors file.</summary>
    public static Registry<Func<string, TorchGenerator>> All { get; } = new Registry<Func<string, TorchGenerator>>("generator architecture")
        .Register(BigBiGanGeneratorFile.Architecture, BigBiGanGenerator.Load)
        .Register(NvaeGeneratorFile.Architecture, NvaeGenerator.Load)
        .Register(NvlabsNvaeFile.Architecture, NvlabsNvaeFile.Load)
        .Register(StyleGan2GeneratorFile.Architecture, path => StyleGan2Generator.Load(path));

    /// <summary>Loads a generator by the name under which it ships, or from a file.</summary>
    /// <param name="nameOrPath">A name in the shipped <c>models.json</c>, or the path of a safetensors or TorchScript file.</param>
    /// <param name="device">Where the weights go.</param>
    /// <param name="trustCode">Whether a TorchScript, which is a program, may run.</param>
    /// <exception cref="ArgumentException">
    /// There is neither such a file nor a shipped generator, and the message lists those there are; or the file is a TorchScript that is not trusted.
    /// </exception>
    /// <exception cref="FileNotFoundException">The shipped models are not beside the program.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, or its hash is not the recorded one.</exception>
    public static TorchGenerator Open(string nameOrPath, Device device, bool trustCode = false)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(nameOrPath);
        if (File.Exists(nameOrPath)) return Load(nameOrPath, device, trustCode);
        var store = ModelStore.Shipped();
        return Load(store.VerifiedPath(store.Find(nameOrPath), "safetensors"), device);
    }

    /// <summary>Loads the generator in the safetensors or TorchScript file at <paramref name="path"/> onto <paramref name="device"/>.</summary>
    /// <param name="path">The file. Weights never run anything; a TorchScript must be called .pt or .ts, and be trusted.</param>
    /// <param name="device">Where the weights go.</param>
    /// <param name="trustCode">Whether a TorchScript, which is a program, may run.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ArgumentException">The file is a TorchScript that is not trusted; the message says what its code may do.</exception>
    /// <exception cref="InvalidDataException">
    /// The file is damaged, is a TorchScript under the name of something else, or names no registered architecture; the message lists those there are.
    /// </exception>
    public static TorchGenerator Load(string path, Device device, bool trustCode = false)
    {
        TorchNative.EnsureLoaded();
        var generator = TorchScriptFile.Recognise(path) ? TorchScriptGenerator.Load(path, trustCode) : LoadWeights(path);
        generator.MoveTo(device);
        return generator;
    }

    static TorchGenerator LoadWeights(string path)
    {
        string? architecture = SafetensorsHeader.Read(path).Metadata.GetValueOrDefault(ArchitectureKey);
        if (architecture is null || !All.TryFind(architecture, out var load))
            throw new InvalidDataException($"'{path}' names the architecture '{architecture ?? "(none)"}' under '{ArchitectureKey}'. " +
                $"Available: {string.Join(", ", All.Names)}.");
        return load(path);
    }
}
