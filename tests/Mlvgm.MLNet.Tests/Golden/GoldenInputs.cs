using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Seeding;
using Mlvgm.MLNet.Views;
using Mlvgm.Testing.Torch.Generators;

namespace Mlvgm.MLNet.Tests.Golden;

/// <summary>Inputs that follow from a name.</summary>
static class GoldenInputs
{
    /// <summary>Uniform numbers in (0, 1).</summary>
    public static float[] Uniform(string name, int count)
    {
        var stream = new RandomStream(new SeedKey(11, $"golden/{name}"));
        float[] values = new float[count];
        foreach (ref float value in values.AsSpan()) value = (float)stream.NextDouble();
        return values;
    }

    /// <summary>Images of coarse cells, in two classes: the second is brighter.</summary>
    public static ImageDataset Images(int count, ImageShape shape)
    {
        const int Cell = 4;
        float[] shades = Uniform($"images of {shape}", count * shape.Size);
        byte[] pixels = [.. Enumerable.Range(0, count * shape.Size).Select(i =>
        {
            int column = i % shape.Width, row = i / shape.Width % shape.Height, first = i - row * shape.Width - column;
            return (byte)(shades[first + row / Cell * Cell * shape.Width + column / Cell * Cell] * 150 + i / shape.Size % 2 * 100);
        })];
        return new ImageDataset(shape, pixels, [.. Enumerable.Range(0, count).Select(i => i % 2)], ["dark", "bright"]);
    }

    /// <summary>A walker with weights of a tenth.</summary>
    public static Walker Walker(int size)
    {
        float[] Weights(string name, int count) => [.. Uniform($"walker/{name}", count).Select(value => 0.2f * value - 0.1f)];
        return new Walker(Weights("hidden", size * size), Weights("hidden bias", size), Weights("output", size * size), Weights("output bias", size));
    }

    /// <summary>Every kind of perturbation for the latents of <see cref="TinyGenerator"/>.</summary>
    public static IReadOnlyList<ViewStrategy> Strategies(LatentLayout layout) =>
    [
        ViewStrategy.None,
        ViewStrategy.Uniform(layout, new RandomPerturbation(new TruncatedNormal(0, 0.2, 2))),
        ViewStrategy.Uniform(layout, new ResamplePerturbation()),
        ViewStrategy.PerLatent("learned",
            ("global", new LearnedPerturbation(Walker(8))),
            ("local", new RandomPerturbation(new TruncatedNormal(0.1, 0.5, 1.5)) { Independent = true })),
    ];
}
