using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;
using Mlvgm.MLNet.Streaming;
using Mlvgm.MLNet.Views;

namespace Mlvgm.MLNet.Tests.Streaming;

/// <summary>What ML.NET does with a view's image columns.</summary>
public class ImageColumnTests
{
    readonly MLContext _ml = new(seed: 1);

    GeneratedDataView View(long? rowCount, int channels = 3) =>
        _ml.Data.LoadFromGenerator(new FakeGenerator(channels), FakeGenerator.Strategy, new GeneratedDataView.Options
        {
            RowCount = rowCount,
            AnchorImageColumnName = "AnchorImage",
            PositiveImageColumnName = "PositiveImage",
        });

    [Fact]
    public void Image_columns_are_there_when_asked_for()
    {
        var image = Assert.IsType<ImageDataViewType>(View(1).Schema["AnchorImage"].Type);
        Assert.Equal((4, 5), (image.Height, image.Width));
        Assert.Null(_ml.Data.LoadFromGenerator(new FakeGenerator(), ViewStrategy.None).Schema.GetColumnOrNull("AnchorImage"));
    }

    [Theory, InlineData(1), InlineData(3)]
    public void ExtractPixels_gives_back_the_vector_column_to_within_a_byte(int channels)
    {
        var view = View(70, channels);
        var extracted = _ml.Transforms.ExtractPixels("Pixels", "PositiveImage", scaleImage: 1f / 255).Fit(view).Transform(view);
        foreach (var (pixels, vector) in extracted.Vectors("Pixels").Zip(view.Vectors("Positive")))
            for (int i = 0; i < pixels.Length; i++) Assert.Equal(vector[i % vector.Length], pixels[i], 0.5f / 255 + 1e-6f);
    }

    [Fact]
    public void ResizeImages_then_ExtractPixels_passes_twice_also_at_the_same_size()
    {
        var view = View(100);
        foreach (var (width, height) in new[] { (8, 6), (5, 4) })
        {
            var pipeline = _ml.Transforms.ResizeImages("Resized", width, height, "AnchorImage")
                .Append(_ml.Transforms.ExtractPixels("Pixels", "Resized"));
            var data = pipeline.Fit(view).Transform(view);
            float[][] first = data.Vectors("Pixels");
            Assert.Equal(3 * width * height, first[0].Length);
            Assert.Equal(first, data.Vectors("Pixels"));
        }
    }

    [Fact]
    public void ConvertToGrayscale_makes_channels_equal()
    {
        var view = View(20);
        var pipeline = _ml.Transforms.ConvertToGrayscale("Grey", "AnchorImage").Append(_ml.Transforms.ExtractPixels("Pixels", "Grey"));
        foreach (float[] pixels in pipeline.Fit(view).Transform(view).Vectors("Pixels")) Assert.Equal(pixels[..20], pixels[20..40]);
    }

    [Fact]
    public void Preview_TakeRows_and_TrainTestSplit_carry_images()
    {
        var view = View(null);
        Assert.Equal(3, _ml.Data.TakeRows(view, 3).Preview().RowView.Length);
        var split = _ml.Data.TrainTestSplit(View(300), 0.3);
        foreach (var part in new[] { split.TrainSet, split.TestSet })
        {
            var sizes = part.GetColumn<MLImage>("AnchorImage").Select(image => (image.Width, image.Height));
            Assert.All(sizes, size => Assert.Equal((5, 4), size));
        }
    }

    [Fact]
    public void A_getter_disposes_what_it_overwrites_and_always_makes_a_new_image()
    {
        var view = View(2);
        using var cursor = view.GetRowCursor(view.Schema);
        var getter = cursor.GetGetter<MLImage>(view.Schema["AnchorImage"]);
        MLImage image = null!;
        cursor.MoveNext();
        getter(ref image);
        var first = image;
        byte[] pixels = first.Pixels.ToArray();
        getter(ref image);
        Assert.NotSame(first, image);
        Assert.Throws<InvalidOperationException>(() => first.Width);
        Assert.Equal(pixels, image.Pixels.ToArray());
        var slot = (MLImage)null!;
        getter(ref slot);
        Assert.Equal(5, image.Width); // another slot's image is left alone
        image.Dispose();
        slot.Dispose();
    }
}
