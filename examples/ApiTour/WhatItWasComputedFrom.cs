using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Identities;
using Mlvgm.MLNet.IO;
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

    /// <summary>A file by its bytes, however it is called; and several parts, of which each counts where it ends.</summary>
    /// <returns>Whether the bytes of a file have the file's hash, and whether other parts with the same bytes have the same.</returns>
    public static (bool File, bool Parts) Hash(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        using var hash = new ContentHash();
        hash.Add("ab");
        hash.Add("c");
        string first = hash.Finish();
        hash.Add("a");
        hash.Add("bc");
        return (ContentHash.Of(bytes) == FileHash.Sha256(path), first == hash.Finish());
    }

    static Identity Of(IGenerator generator, IImageSet images) => new Identity()
        .With("generator", GeneratorIdentity.Of(generator)).With("images", ImageIdentity.Of(images)).With("seed", 1);
}
