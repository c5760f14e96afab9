using System.Globalization;
using Mlvgm.Testing.Onnx;

namespace Mlvgm.MLNet.Onnx.Tests;

public class EncoderCardTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_card_comes_back_from_the_file_as_it_was(bool trained)
    {
        using var folder = new TemporaryFolder();
        var card = trained ? SampleCard.Value : SampleCard.Value with { Training = null, Licence = null };
        string path = PlainModels.Encoder().Metadata(card.ToMetadata()).Save(folder.File("encoder.onnx"));
        var read = EncoderCard.Read(path);
        Assert.Equal(card.Mean, read.Mean);
        Assert.Equal(card.StandardDeviation, read.StandardDeviation);
        Assert.Equal(card, read with { Mean = card.Mean, StandardDeviation = card.StandardDeviation });
    }

    [Fact]
    public void The_text_does_not_depend_on_the_culture()
    {
        var culture = new CultureInfo("") { NumberFormat = new NumberFormatInfo { NumberDecimalSeparator = ",", NegativeSign = "minus" } };
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = culture;
            Assert.Equal("0.1,0.33333334,0.5", SampleCard.Value.ToMetadata()["mlvgm.mean"]);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("mlvgm.feature_width", null, "missing")]
    [InlineData("mlvgm.steps", null, "missing")]
    [InlineData("mlvgm.mean", "0.1,x", "list of Single")]
    [InlineData("mlvgm.input_shape", "3,32", "channels,height,width")]
    public void An_incomplete_card_is_an_error_that_names_the_property(string key, string? value, string expected)
    {
        using var folder = new TemporaryFolder();
        var metadata = SampleCard.Value.ToMetadata().ToDictionary();
        metadata.Remove(key);
        if (value is not null) metadata[key] = value;
        string path = PlainModels.Encoder().Metadata(metadata).Save(folder.File("encoder.onnx"));
        var e = Assert.Throws<InvalidDataException>(() => EncoderCard.Read(path));
        Assert.Contains(key, e.Message);
        Assert.Contains(expected, e.Message);
        Assert.Contains(path, e.Message);
    }
}
