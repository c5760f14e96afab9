using Mlvgm.MLNet.Models;
using Mlvgm.MLNet.Torch.Walkers;
using Mlvgm.MLNet.Views;
using Mlvgm.MLNet.WeightFiles;
using Mlvgm.MLNet.WeightFiles.Pickle;
using Mlvgm.MLNet.WeightFiles.Tensors;
using Mlvgm.MLNet.WeightFiles.Text;

namespace Mlvgm.MLNet.Torch.Import;

/// <summary>Walkers as the paper's authors release them: a module under the key <c>nn_walker</c> (docs/method/weight-formats.md#whole-modules).</summary>
static class WalkerImporter
{
    /// <summary>The name of this importer.</summary>
    public const string Target = "walker";

    const string Root = "nn_walker";
    const int StyleLevels = 32;

    static readonly string[] Layers = ["Linear", "ReLU", "Linear"];

    /// <summary>Writes the walker as a <see cref="WalkerFile"/>.</summary>
    /// <exception cref="InvalidDataException">The file holds no walker of two layers for a known generator.</exception>
    public static ImportedModel Import(WeightFileContents contents, string path)
    {
        try
        {
            var module = contents.RootAs<PickledDictionary>().Get<PickledObject>(Root);
            CheckLayers(module);
            var walker = new Walker(
                Values(contents, "0.weight"), Values(contents, "0.bias"), Values(contents, "2.weight"), Values(contents, "2.bias"));
            var latents = Latents(module.State, walker.Size);
            var file = new WalkerFile(walker, [.. latents.Select(latent => latent.Name)]);
            file.Write(path);
            return new ImportedModel(latents, "mlvgm views GENERATOR --strategy learned:{0} --out DIR");
        }
        catch (Exception e) when (e is InvalidDataException or ArgumentException)
        {
            throw new InvalidDataException($"'{contents.Path}' holds no walker that can be imported: {e.Message}", e);
        }
    }

    static void CheckLayers(PickledObject module)
    {
        var layers = module.State.Get<PickledDictionary>("_modules").Get<PickledObject>("walker").State.Get<PickledDictionary>("_modules");
        string[] classes = [.. layers.Select(layer => (layer.Value as PickledObject)?.ClassName ?? "nothing")];
        if (!classes.SequenceEqual(Layers))
            throw new InvalidDataException($"its layers are {Printable.Of(string.Join(", ", classes))}; expected {string.Join(", ", Layers)}.");
    }

    /// <summary>The chunks of z that BigBiGAN's walker moves, or the levels of w that StyleGAN2's replaces; <c>stop</c> is exclusive.</summary>
    static IReadOnlyList<ModelLatent> Latents(PickledDictionary state, int size)
    {
        string generator = state.Get<string>("g_type");
        var (start, stop) = (state.Get<long>("start"), state.Get<long>("stop"));
        if (start < 0 || stop <= start || stop > StyleLevels) throw new InvalidDataException($"it moves the latents {start} to {stop}.");
        bool style = generator.Contains("stylegan", StringComparison.OrdinalIgnoreCase);
        if (!style && !generator.Contains("bigbigan", StringComparison.OrdinalIgnoreCase))
            throw new InvalidDataException($"it belongs to the generator '{Printable.Of(generator)}', which is not known.");
        int count = (int)(stop - start);
        if (!style && size % count != 0) throw new InvalidDataException($"its {size} inputs are not {count} chunks.");
        string prefix = style ? "w" : "z";
        int chunk = style ? size : size / count;
        return [.. Enumerable.Range((int)start, count).Select(i => new ModelLatent($"{prefix}{i}", [chunk]))];
    }

    static float[] Values(WeightFileContents contents, string key)
    {
        var tensor = contents[$"{Root}/walker.{key}"];
        return tensor.Type == ElementType.Float32
            ? tensor.ToArray<float>()
            : throw new InvalidDataException($"its tensor '{key}' is {tensor.Type}, expected Float32.");
    }
}
