using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Views;

namespace Mlvgm.MLNet.Tests.Streaming;

/// <summary>A generator whose pixels are logistic functions of single latent coordinates; it counts its calls.</summary>
sealed class FakeGenerator(int channels = 3) : IGenerator
{
    int _calls, _rows;

    public int Calls => _calls;

    public int Rows => _rows;

    public string Name => "fake";

    public LatentLayout Layout { get; } = new([new("global", [3]), new("local", [2, 2, 1], new(0, 0.5, 2))]);

    public ImageShape ImageShape { get; } = new(channels, 4, 5);

    public static ViewStrategy Strategy { get; } = ViewStrategy.PerLatent(
        "test", ("global", new RandomPerturbation(new(0, 0.2, 2))), ("local", new ResamplePerturbation()));

    public void Decode(LatentBatch latents, Span<float> images)
    {
        Interlocked.Increment(ref _calls);
        Interlocked.Add(ref _rows, latents.Count);
        for (int row = 0; row < latents.Count; row++)
        {
            for (int i = 0; i < ImageShape.Size; i++)
            {
                float x = i % 2 == 0 ? latents.Row(0, row)[i % 3] : latents.Row(1, row)[i % 4];
                images[row * ImageShape.Size + i] = 1 / (1 + MathF.Exp(-2 * x));
            }
        }
    }
}
