using Microsoft.ML;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Evaluation.Labels;
using Mlvgm.MLNet.Evaluation.Probes;
using Mlvgm.MLNet.Models;
using Mlvgm.MLNet.Onnx;

namespace Examples.Tests;

public class ShippedEncoderTests
{
    const string Name = "fashion-mnist-encoder";

    /// <summary>600 images of each class to learn from, 2,000 to be tested on: the part of Fashion-MNIST in this repository.</summary>
    static readonly string Data = Path.Combine(AppContext.BaseDirectory, "data", "fashion-mnist");

    [Fact]
    public void It_is_what_its_entry_says()
    {
        var (entry, path) = Open();
        var card = EncoderCard.Read(path);
        Assert.True(new FileInfo(path).Length <= 10_000_000);
        Assert.Equal("encoder", entry.Kind);
        Assert.Equal(entry.ImageShape, [card.InputShape.Channels, card.InputShape.Height, card.InputShape.Width]);
        Assert.Equal("fashion-mnist-nvae", card.Training!.Generator);
        Assert.Equal(entry.Seed, card.Training.Seed);
    }

    [Fact]
    public void A_linear_probe_finds_what_its_entry_says_and_beats_raw_pixels()
    {
        var (entry, path) = Open();
        var (train, test) = (Read(DatasetSplit.Train), Read(DatasetSplit.Test));
        using var encoder = new OnnxEncoder(path);
        var probe = new LinearProbe(new MLContext(seed: 0));
        double top1 = probe.Evaluate(DatasetFeatures.Encode(train, encoder), DatasetFeatures.Encode(test, encoder)).Top1;
        double pixels = probe.Evaluate(DatasetFeatures.Pixels(train), DatasetFeatures.Pixels(test)).Top1;
        // The entry's figure is that of 10,000 test images: three standard deviations of the share among the 2,000 here are 0.025.
        Assert.Equal(entry.Figures["top1ByLabelsPerClass"].GetProperty("600").GetDouble(), top1, 0.025);
        Assert.True(top1 > pixels, $"{top1}, {pixels} on raw pixels");
    }

    static (ModelEntry Entry, string Path) Open()
    {
        var store = ModelStore.Shipped();
        var entry = store.Find(Name);
        return (entry, store.VerifiedPath(entry, "onnx"));
    }

    static ImageDataset Read(DatasetSplit split) => ImageDatasetReader.Read(Data, new ImageDatasetOptions { Split = split, Height = 32, Width = 32 });
}
