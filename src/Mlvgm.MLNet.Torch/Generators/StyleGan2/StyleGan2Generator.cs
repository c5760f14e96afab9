using System.Text.Json;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.IO;
using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Torch.Generators.Abstractions;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Generators.StyleGan2;

/// <summary>
/// StyleGAN2 as a generator whose latents are one z per level, w0 to w15 at 512 pixels: each is mapped to w, and its level takes that w.
/// An anchor has one z at every level; a view replaces it at some (docs/method/latents-and-priors.md#stylegan2). Groups of four are <c>w0-w3</c>, ...
/// </summary>
/// <remarks>The prior is N^t(0, 1, 0.9), the paper's. The network normalises z, so only the direction of z matters.</remarks>
/// <example>See <c>examples/ApiTour/StyleGanImages.cs</c>.</example>
public sealed class StyleGan2Generator : TorchGenerator
{
    const int GroupSize = 4;
    const string Draw = "z";

    readonly StyleGan2Network _network;
    readonly string? _fileHash;
    Device _device = CPU;

    StyleGan2Generator(string name, StyleGan2Network network, string? fileHash = null)
    {
        (Name, _fileHash) = (name, fileHash);
        _network = network;
        string[] names = [.. Enumerable.Range(0, Configuration.Levels).Select(level => $"w{level}")];
        Layout = new LatentLayout(
            [.. names.Select(level => new LatentSpecification(level, [Configuration.ZDimension], new TruncatedNormal(0, 1, 0.9), Draw))],
            [.. names.Chunk(GroupSize).Select(group => new LatentGroup($"{group[0]}-{group[^1]}", group))]);
        int side = Sampling.ImageSize(Configuration.Resolution);
        ImageShape = new ImageShape(Configuration.ImageChannels, side, side);
    }

    /// <inheritdoc/>
    public override string Name { get; }

    /// <inheritdoc/>
    public override LatentLayout Layout { get; }

    /// <inheritdoc/>
    public override ImageShape ImageShape { get; }

    /// <inheritdoc/>
    public override string ContentHash => _fileHash ?? HashOf(_network, JsonSerializer.Serialize(new { Configuration, Sampling }));

    /// <inheritdoc/>
    public override Device Device => _device;

    /// <summary>W: the w's of the perturbed levels, joined, as truncation leaves them (docs/method/measurement.md#monte-carlo).</summary>
    public override string DistanceSpace => "W";

    /// <inheritdoc/>
    protected override nn.Module OnnxModule => _network;

    /// <summary>The architecture.</summary>
    public StyleGan2Configuration Configuration => _network.Configuration;

    /// <summary>How the network is used: truncation, noise, cropping and resizing.</summary>
    public StyleGan2Sampling Sampling => _network.Sampling;

    /// <summary>Loads a generator that <c>mlvgm import --as stylegan2</c> wrote, onto the CPU.</summary>
    /// <param name="path">A safetensors file; its name without extension names the generator.</param>
    /// <param name="sampling">How to use the network; as the file says when null.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged or is no StyleGAN2 generator; the message says why.</exception>
    /// <exception cref="ArgumentException"><paramref name="sampling"/> does not fit the network.</exception>
    public static StyleGan2Generator Load(string path, StyleGan2Sampling? sampling = null)
    {
        Native.TorchNative.EnsureLoaded();
        // Used in another way than the file says, the network is another generator.
        string? fileHash = sampling is null ? FileHash.Sha256(path) : null;
        return new StyleGan2Generator(Path.GetFileNameWithoutExtension(path), StyleGan2GeneratorFile.Read(path, sampling), fileHash);
    }

    /// <summary>A network as it is before training: for tests, benchmarks, and to see what the code does without a weight file.</summary>
    /// <param name="configuration">The architecture.</param>
    /// <param name="seed">The seed of the weights; equal seeds give equal weights.</param>
    /// <param name="sampling">How to use the network; the defaults when null.</param>
    /// <exception cref="ArgumentException">A value is outside its range; the message names it.</exception>
    public static StyleGan2Generator Untrained(StyleGan2Configuration configuration, ulong seed, StyleGan2Sampling? sampling = null)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        Native.TorchNative.EnsureLoaded();
        configuration.Validate();
        sampling ??= new StyleGan2Sampling();
        sampling.Validate(configuration);
        var network = new StyleGan2Network(configuration, sampling);
        StyleGan2Initialisation.Apply(network, seed);
        return new StyleGan2Generator($"stylegan2-untrained-{configuration.Resolution}", network);
    }

    /// <summary>Writes the generator to a file that <see cref="Load"/> reads.</summary>
    /// <param name="path">The safetensors file.</param>
    /// <exception cref="IOException">The file cannot be written; an older one is kept.</exception>
    public void Save(string path) => StyleGan2GeneratorFile.Write(path, _network.state_dict(), Configuration, Sampling);

    /// <summary>The mapping network: z [n, z] to w [n, w], before truncation.</summary>
    public Tensor Map(Tensor z)
    {
        ArgumentNullException.ThrowIfNull(z);
        return _network.Map(z);
    }

    /// <summary>The synthesis network: w per level to images, differentiably.</summary>
    /// <param name="ws">[n, levels, w], as truncation left them.</param>
    /// <returns>[n, channels, height, width], values in [0, 1].</returns>
    public Tensor Synthesize(Tensor ws)
    {
        ArgumentNullException.ThrowIfNull(ws);
        return _network.Synthesize(ws, [ws]);
    }

    /// <inheritdoc/>
    public override Tensor Decode(IReadOnlyList<Tensor> latents)
    {
        ArgumentNullException.ThrowIfNull(latents);
        if (latents.Count != Layout.Latents.Count)
            throw new ArgumentException($"Generator '{Name}' has {Layout.Latents.Count} latents, not {latents.Count}.", nameof(latents));
        using var scope = NewDisposeScope();
        return _network.Synthesize(_network.MapLevels(latents), latents).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override Tensor ToDistanceSpace(LatentSpan span, Tensor vectors)
    {
        ArgumentNullException.ThrowIfNull(span);
        ArgumentNullException.ThrowIfNull(vectors);
        using var scope = NewDisposeScope();
        var ws = _network.MapLevels([.. Enumerable.Repeat(vectors, Configuration.Levels)]);
        return cat([.. span.Indices.Select(level => ws.select(1, level))], 1).MoveToOuterDisposeScope();
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
