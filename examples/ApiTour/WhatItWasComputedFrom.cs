using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.IO;
using Mlvgm.MLNet.Identities;
using Mlvgm.MLNet.Torch.Generators;
using Mlvgm.MLNet.Torch.Generators.Abstractions;

namespace ApiTour;

/// <summary>One value says what a result was computed from; kept beside it, it tells a later run whether the result is still the one that it would compute.</summary>
public static class WhatItWasComputedFrom
{
    /// <summary>Keeps a result and the identity of its inputs, then asks for it with images that have other labels.</summary>
    /// <returns>What differs, and the words of the refusal.</returns>
    public static (IReadOnlyList<IdentityDifference> Differences, string Refusal) Run(string generatorPath, string folder)
    {
        using TorchGenerator generator = GeneratorRegistry.Open(generatorPath, TorchSharp.torch.CPU);
        var images = Small.Images(4);
        Identity before = Of(generator, images);
        string path = Path.Combine(folder, $"{before.ShortName}.json");
        AtomicFile.WriteText(path, before.Text);

        var relabelled = new ImageDataset(images.Shape, images.Pixels.ToArray(), [1, 0, 1, 0], images.ClassNames);
        Identity kept = Identity.Parse(File.ReadAllText(path)), now = Of(generator, relabelled);
        try
        {
            kept.Require(now, $"'{path}'", "Give another folder.");
            return ([], "");
        }
        catch (InvalidOperationException e)
        {
            return (kept.DifferencesTo(now), e.Message);
        }
    }

    /// <summary>A file by its bytes, however it is called; and bytes, whatever they are in.</summary>
    /// <returns>Whether the three ways agree.</returns>
    public static bool Hash(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        using var hash = new ContentHash();
        foreach (byte[] part in bytes.Chunk(1000)) hash.Add(part);
        string inParts = hash.Finish();
        return inParts == ContentHash.Of(bytes) && inParts == FileHash.Sha256(path);
    }

    static Identity Of(IGenerator generator, IImageSet images) => new Identity()
        .With("generator", GeneratorIdentity.Of(generator)).With("images", ImageIdentity.Of(images)).With("seed", 1);
}
