using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.IO;
using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Torch.Generators.Abstractions;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Generators.Nvae;

/// <summary>A hierarchical VAE as a generator whose latents are independent standard normal variables.</summary>
/// <remarks>
/// Latent i is the noise of z_i = mean_i(z_&lt;i) + temperature · deviation_i(z_&lt;i) · noise_i; pixels are the likelihood's expectation.
/// </remarks>
/// <example>See <c>examples/ApiTour/NvaeTraining.cs</c>.</example>
public sealed class NvaeGenerator : TorchGenerator
{
    readonly NvaeImageDecoder _decoder;
    readonly string? _fileHash;
    Device _device = CPU;

    internal NvaeGenerator(string name, NvaeDecoder decoder, NvaeSampling sampling, string? fileHash = null)
    {
        (Name, _fileHash) = (name, fileHash);
        _decoder = new NvaeImageDecoder(decoder, sampling);
        _decoder.eval();
        foreach (var parameter in _decoder.parameters()) parameter.requires_grad_(false);
        Layout = new LatentLayout([.. decoder.Configuration.Levels.Select((level, i) =>
            new LatentSpecification($"z{i}", [level.LatentChannels, level.Height, level.Width]))]);
    }

    /// <inheritdoc/>
    public override string Name { get; }

    /// <inheritdoc/>
    public override LatentLayout Layout { get; }

    /// <inheritdoc/>
    public override ImageShape ImageShape => Configuration.ImageShape;

    /// <inheritdoc/>
    public override string ContentHash => _fileHash ?? HashOf(_decoder, $"{Configuration.ToJson()} {_decoder.Sampling}");

    /// <inheritdoc/>
    public override Device Device => _device;

    /// <summary>The architecture.</summary>
    public NvaeConfiguration Configuration => _decoder.Configuration;

    /// <summary>The factor of every latent's deviation, chosen when the generator was trained or imported.</summary>
    public double Temperature => _decoder.Sampling.Temperature;

    /// <summary>Loads a generator that <see cref="Training.NvaeTrainer"/> or <c>mlvgm import --as nvae</c> wrote, onto the CPU.</summary>
    /// <param name="path">A safetensors file; its name without extension names the generator.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged or is no NVAE generator; the message says why.</exception>
    public static NvaeGenerator Load(string path)
    {
        Native.TorchNative.EnsureLoaded();
        var (decoder, temperature) = NvaeGeneratorFile.ReadDecoder(path);
        return new NvaeGenerator(Path.GetFileNameWithoutExtension(path), decoder, new NvaeSampling(temperature), FileHash.Sha256(path));
    }

    /// <inheritdoc/>
    protected override nn.Module OnnxModule => _decoder;

    /// <inheritdoc/>
    public override Tensor Decode(IReadOnlyList<Tensor> latents)
    {
        ArgumentNullException.ThrowIfNull(latents);
        if (latents.Count != Layout.Latents.Count)
            throw new ArgumentException($"Generator '{Name}' has {Layout.Latents.Count} latents, not {latents.Count}.", nameof(latents));
        using var scope = NewDisposeScope();
        return _decoder.Run(latents).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override void MoveTo(Device device)
    {
        _decoder.to(device);
        _device = device;
    }

    /// <inheritdoc/>
    public override void Dispose() => _decoder.Dispose();
}
