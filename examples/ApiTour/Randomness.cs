using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Seeding;

namespace ApiTour;

/// <summary>Draws that depend on a seed, a purpose and a place, and on nothing that was drawn before.</summary>
public static class Randomness
{
    /// <summary>Draws a crop, an order and numbers.</summary>
    /// <returns>A part of an image of 32x32, the numbers 0 to 9 in some order, and draws of a prior.</returns>
    public static (CropBox Crop, int[] Order, float[] Draws) Run(ulong seed)
    {
        var key = new SeedKey(seed, "tour", epoch: 2);
        CropBox crop = CropBox.Draw(key.At(step: 7), height: 32, width: 32, scale: (0.2, 0.8), ratio: (0.75, 4.0 / 3));
        int[] order = Permutation.Of(10, key);
        var stream = new RandomStream(key);
        float[] draws = new float[1000];
        new TruncatedNormal(0, 1, 2).Fill(draws, ref stream);
        return (crop, order, draws);
    }
}
