using Microsoft.ML;
using Microsoft.ML.Data;
using Mlvgm.MLNet.Encoders;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.IO;
using Mlvgm.MLNet.Torch.Backbones;

namespace Mlvgm.MLNet.Tests.Encoders;

public sealed class PixelRangeTests : IDisposable
{
    const int Side = 16;

    readonly MLContext _ml = new(seed: 1);
    readonly TemporaryFolder _folder = new();

    [Fact]
    public void The_usual_pipeline_of_ML_NET_is_answered_with_the_option_to_set()
    {
        var error = Assert.Throws<InvalidDataException>(() => Files(PixelRange.ZeroToOne).Fit(Paths()));
        Assert.Contains("column 'Pixels'", error.Message);
        Assert.Contains("as ExtractPixels makes it, set Images.PixelRange to PixelRange.ZeroTo255", error.Message);
        using var model = Files(PixelRange.ZeroTo255).Fit(Paths());
        Assert.Equal(8, model.Transform(Paths()).GetColumn<float[]>("Features").Count());
    }

    [Theory]
    [InlineData(3, float.NaN, "no finite number")]
    [InlineData(20, float.PositiveInfinity, "no finite number")]
    [InlineData(20, -0.5f, "pixels lie in [0, 1]")]
    [InlineData(3, 1000f, "scale them to that range")]
    public void A_pixel_that_is_none_is_named_by_row_and_column_wherever_it_stands(int row, float pixel, string reason)
    {
        var error = Assert.Throws<InvalidDataException>(() => Train(Rows(24, row, pixel)));
        Assert.StartsWith(FormattableString.Invariant($"Row {row} of column 'Image' has the pixel {pixel:g4} at 5"), error.Message);
        Assert.Contains(reason, error.Message);
    }

    [Fact]
    public void Labelled_images_of_a_monitor_are_looked_at_too()
    {
        var error = Assert.Throws<InvalidDataException>(() => Train(Rows(24), options => options with { LabelledImages = Rows(24, 7, 200) }));
        Assert.StartsWith("Row 7 of column 'Image' has the pixel 200", error.Message);
    }

    [Fact]
    public void Pixels_that_are_too_dark_for_their_range_are_told()
    {
        var warnings = new List<string>();
        _ml.Log += (_, entry) =>
        {
            if (entry.Kind == Microsoft.ML.Runtime.ChannelMessageKind.Warning) warnings.Add(entry.RawMessage);
        };
        Train(Rows(24), options => options with { Images = new() { PixelRange = PixelRange.ZeroTo255 } });
        Assert.Contains(warnings, text => text.Contains("black images") && text.Contains("'Image'"));
    }

    /// <summary>LoadImages, ResizeImages, ExtractPixels, and the encoder.</summary>
    EstimatorChain<Microsoft.ML.Transforms.Onnx.OnnxTransformer> Files(PixelRange range) => _ml.Transforms.LoadImages("Picture", _folder.Path, "Path")
        .Append(_ml.Transforms.ResizeImages("Picture", Side, Side))
        .Append(_ml.Transforms.ExtractPixels("Pixels", "Picture"))
        .Append(_ml.Transforms.SelfSupervisedEncoder("Features", "Pixels", Options() with { Images = new() { PixelRange = range } }));

    IDataView Paths()
    {
        float[] pixels = [.. Enumerable.Range(0, 3 * 20 * 20).Select(i => i % 256 / 255f)];
        string[] names = [.. Enumerable.Range(0, 8).Select(i => $"{i}.png")];
        foreach (string name in names) ImageGrid.WritePng(_folder.File(name), pixels, new ImageShape(3, 20, 20), columns: 1);
        return _ml.Data.LoadFromEnumerable(names.Select(name => new File { Path = name }));
    }

    void Train(IDataView view, Func<SelfSupervisedEncoderEstimator.Options, SelfSupervisedEncoderEstimator.Options>? change = null) =>
        _ml.Transforms.SelfSupervisedEncoder("Features", "Image", (change ?? (options => options))(Options())).Fit(view);

    static SelfSupervisedEncoderEstimator.Options Options() => new()
    {
        Backbone = new ResNetOptions("resnet10") { Width = 4 },
        Training = new() { BatchSize = 4, Steps = 2 },
        Device = "cpu",
    };

    IDataView Rows(int count, int row = -1, float pixel = 0) => _ml.Data.LoadFromEnumerable(Enumerable.Range(0, count).Select(i =>
    {
        var image = new Row { Image = [.. Enumerable.Range(0, 3 * Side * Side).Select(p => (p + i) % 7 / 7f)], Label = (uint)(i % 2) };
        if (i == row) image.Image[5] = pixel;
        return image;
    }));

    sealed class File
    {
        public string Path { get; set; } = "";
    }

    sealed class Row
    {
        [VectorType(3, Side, Side)]
        public float[] Image { get; set; } = [];

        [KeyType(2)]
        public uint Label { get; set; }
    }

    public void Dispose() => _folder.Dispose();
}
