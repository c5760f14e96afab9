using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.OnnxExport;
using Mlvgm.MLNet.Torch.Generators.Abstractions;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Generators.MicroBatching;

/// <summary>
/// A generator that decodes a large batch in pieces and keeps no graph of them: a loss over all images gives its gradient with respect to the
/// images as usual, and going backwards then decodes each piece again, with its graph, to carry that gradient on to the latents.
/// </summary>
/// <remarks>
/// Images and gradients are those of the wrapped generator. Memory is that of a piece, time that of one more forward pass (docs/method/measurement.md#memory).
/// </remarks>
/// <example>See <c>examples/ApiTour/StyleGanImages.cs</c>.</example>
public sealed class MicroBatchedGenerator : TorchGenerator
{
    readonly TorchGenerator _generator;

    /// <summary>Wraps a generator.</summary>
    /// <param name="generator">The generator; it belongs to the caller, who frees it.</param>
    /// <param name="pieceSize">Samples that are decoded at a time; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="pieceSize"/> is below 1.</exception>
    public MicroBatchedGenerator(TorchGenerator generator, int pieceSize)
    {
        ArgumentNullException.ThrowIfNull(generator);
        ArgumentOutOfRangeException.ThrowIfLessThan(pieceSize, 1);
        (_generator, PieceSize) = (generator, pieceSize);
    }

    /// <summary>Samples that are decoded at a time.</summary>
    public int PieceSize { get; }

    /// <inheritdoc/>
    public override string Name => _generator.Name;

    /// <inheritdoc/>
    public override LatentLayout Layout => _generator.Layout;

    /// <inheritdoc/>
    public override ImageShape ImageShape => _generator.ImageShape;

    /// <inheritdoc/>
    public override string? ContentHash => _generator.ContentHash;

    /// <inheritdoc/>
    public override Device Device => _generator.Device;

    /// <inheritdoc/>
    public override string DistanceSpace => _generator.DistanceSpace;

    /// <inheritdoc/>
    public override void MoveTo(Device device) => _generator.MoveTo(device);

    /// <inheritdoc/>
    public override Tensor ToDistanceSpace(LatentSpan span, Tensor vectors) => _generator.ToDistanceSpace(span, vectors);

    /// <inheritdoc/>
    public override OnnxExportResult ExportOnnx(string path, IReadOnlyDictionary<string, string>? metadata = null) =>
        _generator.ExportOnnx(path, metadata);

    /// <inheritdoc/>
    public override Tensor Decode(IReadOnlyList<Tensor> latents)
    {
        ArgumentNullException.ThrowIfNull(latents);
        if (latents.Count != Layout.Latents.Count || latents[0].shape[0] <= PieceSize) return _generator.Decode(latents);
        var pieces = new LatentPieces(latents, PieceSize);
        return is_grad_enabled() && pieces.Distinct.Any(latent => latent.requires_grad)
            ? PiecewiseDecoding.apply([_generator, pieces, .. pieces.Distinct])
            : PiecewiseDecoding.Decode(_generator, pieces, pieces.Distinct);
    }

    /// <summary>Leaves the wrapped generator, which belongs to the caller, as it is.</summary>
    public override void Dispose()
    {
    }
}
