using Mlvgm.MLNet.Data.Images;
using Mlvgm.Testing.Onnx;

namespace Mlvgm.MLNet.Onnx.Tests;

/// <summary>Cards that are written into the files of others.</summary>
public sealed class CardFileTests : IDisposable
{
    static readonly EncoderInputOptions Told = new() { PixelMaximum = 255, Mean = [123.7f, 116.3f, 103.5f], StandardDeviation = [58.4f, 57.1f, 57.4f] };
    readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_card_that_was_written_is_read_as_it_was_said_and_the_graph_is_the_same()
    {
        string path = Theirs(), copy = _folder.File("copies/theirs.onnx");
        byte[] before = File.ReadAllBytes(path);
        var card = EncoderCard.Of(path, Told) with { Licence = "MIT" };
        card.WriteInto(path, copy);
        Assert.Equal(before, File.ReadAllBytes(path));
        var read = EncoderCard.Read(copy);
        Assert.Equal(card.ToMetadata(), read.ToMetadata());
        Assert.Equal((255f, ImageResize.Crop, "MIT"), (read.PixelMaximum, read.Resize, read.Licence));
        Assert.Equal(Told.Mean, read.Normalization!.Mean);
        Assert.Equal(GraphText.Read(path).Lines, GraphText.Read(copy).Lines);
        Assert.Equal(GraphText.Read(path).Weights, GraphText.Read(copy).Weights);
        float[] images = [.. Enumerable.Range(0, PlainModels.InputSize).Select(i => 20f * i)];
        using OnnxEncoder told = new(path, input: Told), written = new(copy);
        Assert.Equal(told.Encode(images), written.Encode(images));
    }

    [Fact]
    public void Every_byte_but_those_of_cards_is_kept_and_a_card_is_there_once()
    {
        string path = PlainModels.Encoder().Metadata(new Dictionary<string, string> { ["author"] = "somebody", ["mlvgm.latents"] = "kept" }).Save(_folder.File("theirs.onnx"));
        byte[] before = File.ReadAllBytes(path);
        var card = EncoderCard.Of(path, Told);
        card.WriteInto(path);
        byte[] once = File.ReadAllBytes(path);
        Assert.Equal(before, once[..before.Length]);
        card.WriteInto(path);
        Assert.Equal(once, File.ReadAllBytes(path));
        EncoderCard.Of(path, new EncoderInputOptions { PixelMaximum = 1 }).WriteInto(path);
        var read = EncoderCard.Read(path);
        Assert.Equal(1, read.PixelMaximum);
        Assert.Null(read.Normalization);
        Assert.Equal(["theirs.onnx"], Directory.EnumerateFileSystemEntries(_folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void A_reader_that_knows_nothing_of_what_is_done_before_the_graph_finds_no_range()
    {
        var metadata = EncoderCard.Of(Theirs(), Told).ToMetadata();
        Assert.DoesNotContain("mlvgm.pixel_maximum", metadata.Keys);
        Assert.Contains("mlvgm.pixel_maximum", EncoderCard.Of(Theirs(), new EncoderInputOptions { PixelMaximum = 255 }).ToMetadata().Keys);
    }

    [Fact]
    public void A_card_that_contradicts_the_graph_is_neither_written_nor_read()
    {
        string path = Theirs();
        byte[] before = File.ReadAllBytes(path);
        foreach (var wrong in new[] { SampleCard.Value with { InputShape = new(3, 4, 4) }, SampleCard.Value with { FeatureWidth = 3 } })
        {
            var e = Assert.Throws<InvalidDataException>(() => wrong.WriteInto(path));
            Assert.Contains($"The card of '{path}' says", e.Message);
            Assert.Contains("Nothing was written", e.Message);
            Assert.Equal(before, File.ReadAllBytes(path));
            string false_ = PlainModels.Encoder().Metadata(wrong.ToMetadata()).Save(_folder.File("false.onnx"));
            Assert.Contains("the graph", Assert.Throws<InvalidDataException>(() => EncoderCard.Read(false_)).Message);
            Assert.Contains("the graph", Assert.Throws<InvalidDataException>(() => new OnnxEncoder(false_)).Message);
            File.Delete(false_);
        }
        Assert.Equal(["theirs.onnx"], Directory.EnumerateFileSystemEntries(_folder.Path).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("mlvgm.resize", "Zoom", "one of Fit, Crop, Stretch")]
    [InlineData("mlvgm.outside_mean", "1,2", "3 numbers")]
    [InlineData("mlvgm.outside_standard_deviation", "1,0,1", "above 0")]
    public void A_damaged_card_is_an_error_that_names_the_property(string key, string value, string expected)
    {
        var metadata = EncoderCard.Of(Theirs(), Told).ToMetadata().ToDictionary();
        metadata[key] = value;
        string path = PlainModels.Encoder().Metadata(metadata).Save(_folder.File("damaged.onnx"));
        string message = Assert.Throws<InvalidDataException>(() => new OnnxEncoder(path)).Message;
        Assert.Contains(key, message);
        Assert.Contains(expected, message);
    }

    [Fact]
    public void A_copy_elsewhere_of_a_model_whose_weights_stand_beside_it_is_refused()
    {
        File.WriteAllBytes(_folder.File("weights.bin"), new byte[24 * sizeof(float)]);
        string path = new ModelWriter().Input("Image", "N", 3, 2, 2).Output("Features", "N", 2).External("weight", [12, 2], "weights.bin")
            .Node("Flatten", ["Image"], "flat").Node("MatMul", ["flat", "weight"], "Features").Save(_folder.File("theirs.onnx"));
        var card = EncoderCard.Of(path, Told);
        Assert.Throws<InvalidDataException>(() => card.WriteInto(path, _folder.File("elsewhere/theirs.onnx")));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.File("elsewhere")));
        card.WriteInto(path, _folder.File("beside.onnx"));
        card.WriteInto(path);
        Assert.Equal(255, EncoderCard.Read(path).PixelMaximum);
    }

    [Fact]
    public void A_link_becomes_a_file_and_what_it_points_at_stays()
    {
        string path = Theirs(), link = _folder.File("link.onnx");
        File.CreateSymbolicLink(link, path);
        EncoderCard.Of(link, Told).WriteInto(link);
        Assert.False(EncoderCard.IsIn(path));
        Assert.True(EncoderCard.IsIn(link));
        Assert.Null(new FileInfo(link).LinkTarget);
    }

    public void Dispose() => _folder.Dispose();

    string Theirs() => PlainModels.Encoder().Save(_folder.File("theirs.onnx"));
}
