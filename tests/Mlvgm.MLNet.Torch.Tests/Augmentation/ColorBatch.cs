using Mlvgm.MLNet.Seeding;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Tests.Augmentation;

/// <summary>Images of random colours, and of those at which formulas for colours break: black, white, greys, pure and mixed primaries.</summary>
static class ColorBatch
{
    static readonly float[][] Corners =
    [
        [0, 0, 0], [1, 1, 1], [0.5f, 0.5f, 0.5f], [1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 0], [0, 1, 1], [1, 0, 1],
        [0.7f, 0.7f, 0.2f], [0.2f, 0.7f, 0.7f], [0.7f, 0.2f, 0.7f], [0.3f, 0.300001f, 0.3f], [1, 0.999999f, 1], [1e-7f, 0, 0],
    ];

    public static Tensor Create(int count, int channels, int height, int width, ulong seed = 1)
    {
        var values = new float[count * channels * height * width];
        var stream = new RandomStream(new SeedKey(seed, "test/colours"));
        for (int i = 0; i < values.Length; i++) values[i] = (float)stream.NextDouble();
        int pixels = height * width;
        for (int i = 0; i < count && channels == 3; i++)
        {
            for (int corner = 0; corner < Math.Min(Corners.Length, pixels); corner++)
            {
                for (int c = 0; c < 3; c++) values[(i * 3 + c) * pixels + corner] = Corners[corner][c];
            }
        }
        return tensor(values, [count, channels, height, width]);
    }

    /// <summary>Fails when a value differs from the plain image's by more than single precision explains.</summary>
    public static void AssertEqual(PlainImage expected, Tensor actual, string name)
    {
        float[] values = actual.contiguous().data<float>().ToArray();
        double difference = expected.Values.Zip(values, (e, a) => Math.Abs(e - a)).Max();
        Assert.True(difference < 1e-5, $"{name}: largest difference {difference:g3}.");
    }
}
