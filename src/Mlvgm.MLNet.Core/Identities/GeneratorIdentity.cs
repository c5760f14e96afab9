using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.IO;
using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Views;

namespace Mlvgm.MLNet.Identities;

/// <summary>The identity of a generator: what <see cref="IGenerator.ContentHash"/> says, or else what it makes of a few fixed latents.</summary>
/// <example>See <c>examples/ApiTour/WhatItWasComputedFrom.cs</c>.</example>
public static class GeneratorIdentity
{
    const int ProbeImages = 4;

    /// <summary>
    /// The identity. A generator that does not say what it is decodes four images of fixed latents, whose pixels are hashed as bytes; devices round
    /// differently, so that such a generator can be another one on another device.
    /// </summary>
    public static Identity Of(IGenerator generator)
    {
        ArgumentNullException.ThrowIfNull(generator);
        return generator.ContentHash is { } hash ? new Identity().With("sha256", hash) : new Identity().With("images", Probe(generator));
    }

    static string Probe(IGenerator generator)
    {
        var latents = new LatentBatch(generator.Layout, ProbeImages);
        new LatentSampler(generator.Layout, ViewStrategy.None, seed: 0).SampleAnchors(0, latents);
        float[] images = new float[ProbeImages * generator.ImageShape.Size];
        generator.Decode(latents, images);
        return ContentHash.Of(Array.ConvertAll(images, PixelByte.From));
    }
}
