using Microsoft.ML;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Seeding;

namespace Mlvgm.MLNet.Tests.FineTuning;

/// <summary>Grey images of 8x8 with noise and a bar: lying, standing, or none; the classes have unequal numbers of images.</summary>
static class ClassifiedBars
{
    public const int Side = 8;

    static readonly string[] Names = ["lying", "none", "standing"];

    public static ImageDataset Images(int count, ulong seed = 3)
    {
        byte[] pixels = new byte[count * Side * Side];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++)
        {
            var stream = new RandomStream(new SeedKey(seed, "test/bars", step: i));
            labels[i] = (i % 6) switch
            {
                0 or 1 or 2 => 0,
                3 or 4 => 1,
                _ => 2,
            };
            int at = 1 + stream.NextInt32(Side - 2);
            for (int p = 0; p < Side * Side; p++)
            {
                bool bar = labels[i] == 0 && p / Side == at || labels[i] == 2 && p % Side == at;
                pixels[i * Side * Side + p] = (byte)((bar ? 170 : 0) + stream.NextInt32(80));
            }
        }
        return new ImageDataset(new ImageShape(1, Side, Side), pixels, labels, Names);
    }

    public static IDataView View(MLContext ml, int count, ulong seed = 3) => ml.Data.LoadFromImageDataset(Images(count, seed));
}
