using System.Text;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Onnx;
using Mlvgm.Testing;
using Mlvgm.Testing.Onnx;
using Mlvgm.Testing.WeightFiles;

namespace Mlvgm.Fuzzing.Seeds;

/// <summary>Small ONNX models and their metadata.</summary>
static class OnnxSeeds
{
    static readonly EncoderCard Card = new()
    {
        Name = "tiny",
        InputShape = new ImageShape(3, 2, 2),
        PixelMaximum = 255,
        Mean = [0.5f, 0.4f, 0.3f],
        StandardDeviation = [0.2f, 0.2f, 0.2f],
        FeatureWidth = 2,
        ViewHeight = 1,
        ViewWidth = 2,
        Licence = "MIT",
        Training = new EncoderTraining
        {
            Method = "simsiam",
            Backbone = "resnet18-small",
            Generator = "tiny",
            Strategy = "random:0.3",
            Augmentation = "all",
            Seed = 1,
            Steps = 25,
            BatchSize = 4,
        },
    };

    public static IEnumerable<byte[]> Models()
    {
        using var folder = new TemporaryFolder();
        byte[] Saved(ModelWriter model) => File.ReadAllBytes(model.Save(folder.File("model.onnx")));
        return
        [
            Saved(PlainModels.Encoder().Metadata(Card.ToMetadata())), Saved(PlainModels.Encoder(batch: 1)), Saved(PlainModels.Generator()),
            SampleFiles.All.Single(file => file.Name == "onnx").Bytes,
        ];
    }

    public static IEnumerable<byte[]> Metadata()
    {
        var card = Card.ToMetadata();
        yield return Lines(card);
        yield return Lines(card.Where(property => property.Key is not ("mlvgm.method" or "mlvgm.view")));
        yield return Lines([new(LatentLayoutMetadata.Key, LatentLayoutMetadata.Write(StrategySeeds.Layout))]);
    }

    static byte[] Lines(IEnumerable<KeyValuePair<string, string>> properties) =>
        Encoding.UTF8.GetBytes(string.Concat(properties.Select(property => $"{property.Key}={property.Value}\n")));
}
