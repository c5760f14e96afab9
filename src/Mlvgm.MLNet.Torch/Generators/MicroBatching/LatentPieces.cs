using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Generators.MicroBatching;

/// <summary>A batch of latents cut into pieces. A tensor that stands for several latents does so in every piece.</summary>
sealed class LatentPieces
{
    readonly int[] _indices;
    readonly int _size;

    /// <summary>Plans the pieces of <paramref name="latents"/>, each of <paramref name="size"/> samples but the last.</summary>
    public LatentPieces(IReadOnlyList<Tensor> latents, int size)
    {
        List<Tensor> distinct = [.. latents.Distinct<Tensor>(ReferenceEqualityComparer.Instance)];
        _indices = [.. latents.Select(latent => distinct.FindIndex(other => ReferenceEquals(other, latent)))];
        (Distinct, _size, Samples) = (distinct, size, latents[0].shape[0]);
    }

    /// <summary>The tensors, each once.</summary>
    public IReadOnlyList<Tensor> Distinct { get; }

    /// <summary>Samples in the batch.</summary>
    public long Samples { get; }

    /// <summary>Where each piece begins, and its samples.</summary>
    public IEnumerable<(long Start, long Count)> Ranges
    {
        get
        {
            for (long start = 0; start < Samples; start += _size) yield return (start, Math.Min(_size, Samples - start));
        }
    }

    /// <summary>A tensor per latent, from one per distinct tensor.</summary>
    public IReadOnlyList<Tensor> PerLatent(IReadOnlyList<Tensor> distinct) => [.. _indices.Select(index => distinct[index])];
}
