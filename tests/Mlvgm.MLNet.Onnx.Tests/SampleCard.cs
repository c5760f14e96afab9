namespace Mlvgm.MLNet.Onnx.Tests;

/// <summary>A card that says everything there is to say.</summary>
static class SampleCard
{
    public static EncoderCard Value { get; } = new()
    {
        Name = "tiny",
        InputShape = new(3, 2, 2),
        PixelMaximum = 255,
        Mean = [0.1f, 1f / 3, 0.5f],
        StandardDeviation = [0.25f, 0.3f, float.Epsilon],
        FeatureWidth = 2,
        Licence = "CC0, größer",
        Training = new EncoderTraining
        {
            Method = "simsiam",
            Backbone = "resnet18",
            Generator = "nvae",
            Strategy = "random(z1: 0.3)",
            Augmentation = "no-color",
            Seed = ulong.MaxValue,
            Steps = 5_000_000_000,
            BatchSize = 64,
        },
    };
}
