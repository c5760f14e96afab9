using Mlvgm.MLNet.Data.Images;
using Mlvgm.MLNet.Settings;
using Mlvgm.Testing.Onnx;

namespace Mlvgm.MLNet.Onnx.Tests;

/// <summary>Networks of others, whose files say nothing of pixels.</summary>
public sealed class ForeignEncoderTests : IDisposable
{
    static readonly float[] Image = [.. Enumerable.Range(0, PlainModels.InputSize).Select(i => i / 11f)];
    readonly TemporaryFolder _folder = new();

    [Fact]
    public void What_is_said_becomes_the_card_and_pixels_are_normalised_by_it()
    {
        string path = PlainModels.Encoder().Save(_folder.File("theirs.onnx"));
        var told = new EncoderInputOptions { PixelMaximum = 1, Mean = [0.1f, 0.2f, 0.3f], StandardDeviation = [0.5f], Resize = ImageResize.Stretch };
        using var encoder = new OnnxEncoder(path, input: told);
        var card = encoder.Card!;
        Assert.Equal(("theirs", new(3, 2, 2), 1f, 2), (card.Name, card.InputShape, card.PixelMaximum, card.FeatureWidth));
        Assert.Equal(ImageResize.Stretch, card.Resize);
        Assert.Equal([0.5f, 0.5f, 0.5f], card.Normalization!.StandardDeviation);
        float[] normalised = [.. Image.Select((pixel, i) => (pixel - (1 + i / 4) / 10f) / 0.5f)], expected = PlainModels.Features(normalised);
        float[] features = encoder.Encode(Image);
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], features[i], 1e-4f);
        // The caller's pixels stay as they were.
        Assert.Equal(1f, Image[^1]);
    }

    [Fact]
    public void An_image_gives_the_same_bits_in_every_batch()
    {
        string path = PlainModels.Encoder().Save(_folder.File("theirs.onnx"));
        using var encoder = new OnnxEncoder(path, input: new EncoderInputOptions { PixelMaximum = 1, Mean = [0.1f, 0.2f, 0.3f] });
        float[] images = [.. Enumerable.Range(0, 9).SelectMany(i => Image.Select(pixel => pixel * i / 9))];
        Assert.Equal(encoder.Encode(images, 2), encoder.Encode(images, 9));
    }

    [Fact]
    public void A_network_that_prepares_images_stands_before_it()
    {
        // As ML.NET's own does: what goes in are pixels up to 255, what comes out has another name.
        string prepare = new ModelWriter().Input("Original", 1, 3, 2, 2).Output("Prepared", 1, 3, 2, 2).Floats("half", [1], 0.5f)
            .Node("Mul", ["Original", "half"], "Prepared").Save(_folder.File("prepare.onnx"));
        string path = PlainModels.Encoder(batch: 1).Save(_folder.File("theirs.onnx"));
        using var encoder = new OnnxEncoder(path, input: new EncoderInputOptions { PixelMaximum = 255, Prepare = prepare });
        float[] images = [.. Enumerable.Range(0, 3 * PlainModels.InputSize).Select(i => (float)(7 * i % 256))];
        Assert.Equal(PlainModels.Features([.. images.Select(pixel => pixel / 2)]), encoder.Encode(images));
        Assert.Equal("Original", encoder.InputName);
    }

    [Fact]
    public void Without_a_card_and_a_word_nothing_is_guessed()
    {
        string path = PlainModels.Encoder().Save(_folder.File("theirs.onnx"));
        Assert.Null(new OnnxEncoder(path).Card);
        Assert.Contains("--pixel-maximum", Assert.Throws<InvalidDataException>(() => EncoderCard.Read(path)).Message);
        var e = Assert.Throws<InvalidDataException>(() => EncoderCard.Read(path, new EncoderInputOptions { Mean = [0.5f] }));
        Assert.Contains("nothing says how large its pixels are", e.Message);
        // What stands in the file is not to be said again.
        string own = PlainModels.Encoder().Metadata(SampleCard.Value.ToMetadata()).Save(_folder.File("own.onnx"));
        Assert.Contains("has a card", Assert.Throws<InvalidDataException>(() => EncoderCard.Read(own, new EncoderInputOptions { PixelMaximum = 255 })).Message);
    }

    [Theory]
    [InlineData("3x2", null, null, "--input")]
    [InlineData("4x2x2", null, null, "--input")]
    [InlineData("3x2x99999", null, null, "--input")]
    [InlineData(null, 255f, 0.45f, "pixels up to 1")]
    [InlineData(null, 1f, 123.7f, "in one range")]
    [InlineData(null, 0f, null, "--pixel-maximum")]
    [InlineData(null, float.NaN, null, "--pixel-maximum")]
    public void What_is_said_wrongly_is_refused_by_name(string? input, float? white, float? mean, string expected)
    {
        var told = new EncoderInputOptions { Input = input, PixelMaximum = white ?? 1, Mean = mean is { } value ? [value] : null };
        string path = PlainModels.Encoder().Save(_folder.File("theirs.onnx"));
        Assert.Contains(expected, Assert.Throws<SettingsException>(() => EncoderCard.Read(path, told)).Message);
    }

    [Fact]
    public void A_graph_that_says_otherwise_is_believed()
    {
        string path = PlainModels.Encoder().Save(_folder.File("theirs.onnx"));
        Assert.Contains("takes 'Image' (3x2x2)", Refusal(path, new EncoderInputOptions { Input = "3x4x4", PixelMaximum = 1 }));
        string grey = new ModelWriter().Input("Image", "N", 1, 2, 2).Output("Features", "N", 4).Node("Flatten", ["Image"], "Features").Save(_folder.File("grey.onnx"));
        Assert.Contains("have 1 channel(s)", Refusal(grey, new EncoderInputOptions { PixelMaximum = 1, Mean = [0, 0, 0] }));
    }

    [Fact]
    public void Free_heights_and_widths_are_those_that_are_said()
    {
        string path = new ModelWriter().Input("Image", "N", 3, "H", "W").Output("Features", "N", 3, 1, 1).Node("GlobalAveragePool", ["Image"], "Features")
            .Save(_folder.File("free.onnx"));
        Assert.False(EncoderCard.IsIn(path));
        Assert.Throws<InvalidDataException>(() => EncoderCard.Read(path, new EncoderInputOptions { PixelMaximum = 1 }));
        using var encoder = new OnnxEncoder(path, input: new EncoderInputOptions { Input = "3x2x2", PixelMaximum = 1 });
        Assert.Equal([0.5f, 0, 1], encoder.Encode([0, 1, 0, 1, 0, 0, 0, 0, 1, 1, 1, 1]));
        // And those of the card, once it is written.
        encoder.Card!.WriteInto(path);
        using var again = new OnnxEncoder(path);
        Assert.Equal([3, 2, 2], again.InputShape);
    }

    [Fact]
    public void Features_that_are_no_vector_channels_that_come_last_and_other_forms_are_one_clear_error()
    {
        var told = new EncoderInputOptions { PixelMaximum = 1 };
        string map = new ModelWriter().Input("Image", "N", 3, 2, 2).Output("Features", "N", 3, 2, 2).Node("Relu", ["Image"], "Features").Save(_folder.File("map.onnx"));
        Assert.Contains("no vector of features", Refusal(map, told));
        string last = new ModelWriter().Input("Image", "N", 2, 2, 3).Output("Features", "N", 12).Node("Flatten", ["Image"], "Features").Save(_folder.File("last.onnx"));
        Assert.Contains("channels first", Refusal(last, told));
        string two = new ModelWriter().Input("Image", "N", 3, 2, 2).Input("Mask", "N", 3, 2, 2).Output("Features", "N", 3, 2, 2).Node("Add", ["Image", "Mask"], "Features")
            .Save(_folder.File("two.onnx"));
        Assert.Contains("inputs 'Image' (3x2x2), 'Mask' (3x2x2)", Refusal(two, told));
        string sequence = new ModelWriter().Input("Images", "N", 3, 2, 2).Output("Features", "M", 3, 2, 2).Sequence("Images")
            .Node("ConcatFromSequence", ["Images"], ["Features"], ("axis", 0)).Save(_folder.File("sequence.onnx"));
        Assert.Contains("'Images'", Refusal(sequence, told));
        Assert.Contains("is no tensor", Refusal(sequence, told));
    }

    [Fact]
    public void What_stands_before_it_must_give_what_it_takes()
    {
        string prepare = new ModelWriter().Input("Image", "N", 3, 4, 4).Output("Prepared", "N", 3, 4, 4).Node("Relu", ["Image"], "Prepared").Save(_folder.File("prepare.onnx"));
        string path = PlainModels.Encoder().Save(_folder.File("theirs.onnx"));
        Assert.Contains("cannot stand before it", Refusal(path, new EncoderInputOptions { PixelMaximum = 1, Prepare = prepare }));
        Assert.Throws<FileNotFoundException>(() => EncoderCard.Read(path, new EncoderInputOptions { PixelMaximum = 1, Prepare = _folder.File("nowhere.onnx") }));
    }

    public void Dispose() => _folder.Dispose();

    static string Refusal(string path, EncoderInputOptions told) => Assert.Throws<InvalidDataException>(() => EncoderCard.Read(path, told)).Message;
}
