using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Seeding;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Generators.StyleGan2;

/// <summary>The ways to choose the noise of the synthesis layers.</summary>
static class SynthesisNoise
{
    /// <summary>The noise stored with the weights.</summary>
    public static NoiseChoice Constant { get; } = (_, constant) => constant;

    /// <summary>No noise.</summary>
    public static NoiseChoice None { get; } = (_, _) => null;

    /// <summary>The noise of a mode.</summary>
    /// <param name="mode">The mode.</param>
    /// <param name="samples">For random noise, what the samples are made from, tensors [n, ..]: their streams are named by it.</param>
    public static NoiseChoice Of(StyleGan2Noise mode, IReadOnlyList<Tensor> samples) => mode switch
    {
        StyleGan2Noise.Constant => Constant,
        StyleGan2Noise.None => None,
        _ => Random(samples),
    };

    /// <summary>Given tensors, [n, 1, h, w] by the layer's name.</summary>
    public static NoiseChoice Given(IReadOnlyDictionary<string, Tensor> noise) => (layer, _) => noise[layer];

    /// <summary>Standard normal noise, from a stream per layer and sample; equal samples have equal noise in any batch.</summary>
    static NoiseChoice Random(IReadOnlyList<Tensor> samples)
    {
        ulong[] seeds = Seeds(samples);
        return (layer, constant) =>
        {
            int size = (int)constant.numel();
            float[] values = new float[checked(seeds.Length * size)];
            Parallel.For(0, seeds.Length, i =>
            {
                var stream = new RandomStream(new SeedKey(seeds[i], $"stylegan2/noise/{layer}"));
                TruncatedNormal.Standard.Fill(values.AsSpan(i * size, size), ref stream);
            });
            return tensor(values, [seeds.Length, 1, .. constant.shape], device: constant.device);
        };
    }

    static ulong[] Seeds(IReadOnlyList<Tensor> samples)
    {
        using var scope = NewDisposeScope();
        var rows = cat([.. samples.Select(sample => sample.detach().flatten(1))], 1).cpu().contiguous();
        float[] values = rows.data<float>().ToArray();
        int size = values.Length / (int)rows.shape[0];
        return [.. Enumerable.Range(0, (int)rows.shape[0]).Select(row =>
            BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(MemoryMarshal.AsBytes(values.AsSpan(row * size, size)))))];
    }
}
