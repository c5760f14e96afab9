using System.Runtime.InteropServices;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.IO;
using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Torch.Generators.Abstractions;
using Mlvgm.MLNet.WeightFiles.Scripts;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Generators.TorchScript;

/// <summary>
/// A generator that a user saved as TorchScript, described by a JSON file beside it. Its <c>forward</c> takes a tensor [batch, ..shape] per
/// latent and returns images [batch, channels, height, width].
/// </summary>
/// <remarks>A TorchScript is a program that runs when images are made: open only those you trust.</remarks>
sealed class TorchScriptGenerator : TorchGenerator
{
    const int ProbeBatch = 2;

    readonly jit.ScriptModule _script;
    readonly double _black;
    readonly double _white;
    Device _device = CPU;

    TorchScriptGenerator(string path, ScriptCode code, (LatentLayout Layout, ImageShape ImageShape, double Black, double White) description)
    {
        Name = Path.GetFileNameWithoutExtension(path);
        (Layout, ImageShape, _black, _white) = description;
        ContentHash = IO.ContentHash.Of(FileHash.Sha256(path) + FileHash.Sha256(TorchScriptDescription.PathOf(path)));
        _script = TorchScriptFile.Load(path, code);
    }

    /// <inheritdoc/>
    public override string Name { get; }

    /// <inheritdoc/>
    public override LatentLayout Layout { get; }

    /// <inheritdoc/>
    public override ImageShape ImageShape { get; }

    /// <summary>The SHA-256 of the script and its description.</summary>
    public override string ContentHash { get; }

    /// <inheritdoc/>
    public override Device Device => _device;

    /// <summary>Loads a script onto the CPU, and tries it once.</summary>
    /// <param name="path">The file, .pt or .ts; its name without extension names the generator, and with the ending .json its description.</param>
    /// <param name="trustCode">Whether its code may run. Without, nothing is loaded, and the error says what the code may do.</param>
    /// <exception cref="ArgumentException">The code is not trusted.</exception>
    /// <exception cref="FileNotFoundException">There is no such file, or no description.</exception>
    /// <exception cref="InvalidDataException">
    /// The file is damaged or no script, the description is not valid, or the script does not do what it says; the message says why.
    /// </exception>
    public static TorchScriptGenerator Load(string path, bool trustCode)
    {
        if (!File.Exists(path)) throw new FileNotFoundException($"There is no TorchScript '{path}'.", path);
        var code = TorchScriptFile.Admit(path, trustCode);
        Native.TorchNative.EnsureLoaded();
        var generator = new TorchScriptGenerator(path, code, TorchScriptDescription.Read(path));
        try
        {
            using var gradients = no_grad();
            using var scope = NewDisposeScope();
            var images = generator.Decode([.. generator.Layout.Latents.Select(latent => zeros([ProbeBatch, .. latent.Shape.Select(d => (long)d)]))]);
            TensorRange.Require(generator, images);
            return generator;
        }
        catch (Exception e) when (e is InvalidOperationException or InvalidDataException)
        {
            generator.Dispose();
            throw new InvalidDataException($"'{path}' does not do what its description says: {e.Message}", e);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The script fails, or returns something else than images; the message says why.</exception>
    public override Tensor Decode(IReadOnlyList<Tensor> latents)
    {
        ArgumentNullException.ThrowIfNull(latents);
        if (latents.Count != Layout.Latents.Count)
            throw new ArgumentException($"Generator '{Name}' has {Layout.Latents.Count} latents, not {latents.Count}.", nameof(latents));
        using var scope = NewDisposeScope();
        var images = Call(latents);
        long[] expected = [latents[0].shape[0], ImageShape.Channels, ImageShape.Height, ImageShape.Width];
        if (!images.shape.SequenceEqual(expected) || !images.is_floating_point())
        {
            throw new InvalidOperationException(
                $"It returns {images.dtype} [{string.Join(", ", images.shape)}] where floating-point [{string.Join(", ", expected)}] is expected.");
        }
        return ((images.to(ScalarType.Float32) - _black) / (_white - _black)).clamp(0, 1).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override void MoveTo(Device device)
    {
        _script.to(device);
        _device = device;
    }

    /// <inheritdoc/>
    public override void Dispose() => _script.Dispose();

    Tensor Call(IReadOnlyList<Tensor> latents)
    {
        object result;
        try
        {
            result = _script.call([.. latents]);
        }
        catch (Exception e) when (e is ExternalException or NotImplementedException)
        {
            string reason = e is ExternalException external ? TorchScriptFile.FirstLine(external) : e.Message;
            throw new InvalidOperationException($"It fails when it is called with {latents.Count} latents: {reason}", e);
        }
        return result as Tensor ?? throw new InvalidOperationException("It returns something else than one tensor.");
    }
}
