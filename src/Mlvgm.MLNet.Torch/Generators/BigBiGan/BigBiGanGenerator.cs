using System.Text.Json;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.IO;
using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Torch.Generators.Abstractions;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Generators.BigBiGan;

/// <summary>
/// BigBiGAN: the latents <c>z0</c>, <c>z1</c>... are the chunks of its z, one for the bottom and one for each block, drawn from a normal
/// truncated at 2 standard deviations (docs/method/latents-and-priors.md#bigbigan).
/// </summary>
sealed class BigBiGanGenerator : TorchGenerator
{
    const double PriorTruncation = 2;

    readonly BigBiGanNetwork _network;
    readonly string? _fileHash;
    Device _device = CPU;

    internal BigBiGanGenerator(string name, BigBiGanConfiguration configuration, BigBiGanNetwork network, string? fileHash = null)
    {
        (Name, _fileHash) = (name, fileHash);
        Configuration = configuration;
        _network = network;
        var prior = new TruncatedNormal(0, 1, PriorTruncation);
        Layout = new LatentLayout([.. Enumerable.Range(0, configuration.Latents).Select(i =>
            new LatentSpecification($"z{i}", [configuration.LatentSize], prior))]);
    }

    /// <inheritdoc/>
    public override string Name { get; }

    /// <inheritdoc/>
    public override LatentLayout Layout { get; }

    /// <inheritdoc/>
    public override ImageShape ImageShape => new(3, Configuration.Resolution, Configuration.Resolution);

    /// <inheritdoc/>
    public override string ContentHash => _fileHash ?? HashOf(_network, JsonSerializer.Serialize(Configuration));

    /// <inheritdoc/>
    public override Device Device => _device;

    /// <inheritdoc/>
    protected override nn.Module OnnxModule => _network;

    /// <summary>The architecture.</summary>
    public BigBiGanConfiguration Configuration { get; }

    /// <summary>Loads a generator that <c>mlvgm import --as bigbigan</c> wrote, onto the CPU.</summary>
    /// <param name="path">A safetensors file; its name without extension names the generator.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged or is no BigBiGAN generator; the message says why.</exception>
    public static BigBiGanGenerator Load(string path)
    {
        Native.TorchNative.EnsureLoaded();
        var (configuration, network) = BigBiGanGeneratorFile.Read(path);
        return new BigBiGanGenerator(Path.GetFileNameWithoutExtension(path), configuration, network, FileHash.Sha256(path));
    }

    /// <summary>A network as it is before training: for tests, benchmarks, and to see what the code does without a weight file.</summary>
    /// <param name="configuration">The architecture.</param>
    /// <param name="seed">The seed of the weights; equal seeds give equal weights.</param>
    /// <exception cref="ArgumentException">A value is outside its range; the message names it.</exception>
    public static BigBiGanGenerator Untrained(BigBiGanConfiguration configuration, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        Native.TorchNative.EnsureLoaded();
        configuration.Validate();
        var network = new BigBiGanNetwork(configuration, BigBiGanInitialisation.Draw(seed));
        return new BigBiGanGenerator($"bigbigan-untrained-{configuration.Resolution}", configuration, network);
    }

    /// <inheritdoc/>
    public override Tensor Decode(IReadOnlyList<Tensor> latents)
    {
        ArgumentNullException.ThrowIfNull(latents);
        if (latents.Count != Layout.Latents.Count)
            throw new ArgumentException($"Generator '{Name}' has {Layout.Latents.Count} latents, not {latents.Count}.", nameof(latents));
        using var scope = NewDisposeScope();
        return _network.Run(latents).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override void MoveTo(Device device)
    {
        _network.to(device);
        _device = device;
    }

    /// <inheritdoc/>
    public override void Dispose() => _network.Dispose();
}
