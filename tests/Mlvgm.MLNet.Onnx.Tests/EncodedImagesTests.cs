using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Data.Images;
using Mlvgm.MLNet.Generators;
using Mlvgm.Testing.Onnx;
using SkiaSharp;

namespace Mlvgm.MLNet.Onnx.Tests;

/// <summary>From a file, a stream, an image or a column of either to features: the same bits, by the card's rule.</summary>
public sealed class EncodedImagesTests : IDisposable
{
    static readonly ImageShape Shape = new(3, 12, 16);
    readonly TemporaryFolder _folder = new();
    readonly MLContext _ml = new(1);

    public static TheoryData<ImageResize, float, bool> Rules => new()
    {
        { ImageResize.Fit, 1, false },
        { ImageResize.Crop, 255, false },
        { ImageResize.Stretch, 1, true },
        { ImageResize.Crop, 255, true },
    };

    [Theory, MemberData(nameof(Rules))]
    public void Every_way_gives_the_bits_of_a_data_set(ImageResize resize, float white, bool isOutside)
    {
        string[] files = Pictures();
        using var encoder = Encoder(resize, white, isOutside);
        float[] expected = OfDataset(encoder, files);
        Assert.Equal(expected, files.SelectMany(encoder.Encode));
        Assert.Equal(expected, files.SelectMany(file =>
        {
            using var stream = File.OpenRead(file);
            return encoder.Encode(stream);
        }));
        Assert.Equal(expected, encoder.Encode(Paths(files), "ImagePath"));
        Assert.Equal(expected, Column(_ml.Transforms.EncodeImages("Vector", "ImagePath", encoder).Fit(Paths(files)), Paths(files), "Vector"));
    }

    [Theory, MemberData(nameof(Rules))]
    public void Images_of_ML_NET_give_the_same_bits_where_nothing_has_to_be_turned(ImageResize resize, float white, bool isOutside)
    {
        string[] files = [.. Pictures().Where(file => !file.Contains("turned", StringComparison.Ordinal))];
        using var encoder = Encoder(resize, white, isOutside);
        float[] expected = OfDataset(encoder, files);
        Assert.Equal(expected, files.SelectMany(file =>
        {
            using var image = MLImage.CreateFromFile(file);
            return encoder.Encode(image);
        }));
        var images = _ml.Transforms.LoadImages("Image", "", "ImagePath").Fit(Paths(files)).Transform(Paths(files));
        Assert.Equal(expected, encoder.Encode(images, "Image"));
        Assert.Equal(expected, Column(_ml.Transforms.EncodeImages("Features", "Image", encoder).Fit(images), images, "Features"));
    }

    [Fact]
    public void A_saved_pipeline_gives_the_same_bits_without_the_encoders_file()
    {
        string[] files = Pictures();
        float[] expected;
        string model = _folder.File("model.zip");
        using (var encoder = Encoder(ImageResize.Crop, 255, isOutside: true))
        {
            var pipeline = _ml.Transforms.EncodeImages("Features", "ImagePath", encoder)
                .Append(_ml.Transforms.NormalizeMinMax("Scaled", "Features")).Append(_ml.Transforms.DropColumns("Features"));
            var fitted = pipeline.Fit(Paths(files));
            expected = Column(fitted, Paths(files), "Scaled");
            _ml.Model.Save(fitted, Paths(files).Schema, model);
            File.Delete(_folder.File("encoder.onnx"));
        }
        var other = new MLContext();
        var loaded = other.Model.Load(model, out var schema);
        Assert.Equal(["ImagePath", "Label"], schema.Select(column => column.Name));
        Assert.Equal(["ImagePath", "Label", "Scaled"], loaded.GetOutputSchema(schema).Select(column => column.Name));
        Assert.Equal(expected, Column(loaded, Paths(files), "Scaled"));
        using var engine = other.Model.CreatePredictionEngine<PathRow, Scaled>(loaded);
        int width = expected.Length / files.Length;
        Assert.Equal(expected[..width], engine.Predict(new PathRow { ImagePath = files[0] }).Value);
        Assert.Contains("nowhere.png", Assert.Throws<InvalidDataException>(() => engine.Predict(new PathRow { ImagePath = "nowhere.png" })).Message);
    }

    [Fact]
    public void A_saved_pipeline_of_images_loads_too()
    {
        string[] files = [.. Pictures().Where(file => !file.Contains("turned", StringComparison.Ordinal))];
        using var encoder = Encoder(ImageResize.Fit, 1, isOutside: false);
        var pipeline = _ml.Transforms.LoadImages("Image", "", "ImagePath").Append(_ml.Transforms.EncodeImages("Features", "Image", encoder));
        // An estimator that is appended is fitted by ML.NET, which asks for the schema first.
        var fitted = pipeline.Fit(Paths(files));
        _ml.Model.Save(fitted, Paths(files).Schema, _folder.File("model.zip"));
        var loaded = new MLContext().Model.Load(_folder.File("model.zip"), out _);
        Assert.Equal(OfDataset(encoder, files), Column(loaded, Paths(files), "Features"));
        // The column of images, which the graph's input is called after, is still there.
        Assert.IsType<ImageDataViewType>(fitted.GetOutputSchema(Paths(files).Schema)["Image"].Type);
    }

    [Fact]
    public void Pixels_go_through_whatever_their_column_is_called_and_columns_of_other_names_stay()
    {
        using var encoder = Encoder(ImageResize.Crop, 1, isOutside: true);
        var rows = Enumerable.Range(0, 5).Select(i => new PixelRow { Mine = [.. Enumerable.Range(0, Shape.Size).Select(j => j * (i + 1) % 256 / 255f)], Image = i }).ToList();
        var view = _ml.Data.LoadFromEnumerable(rows);
        var fitted = _ml.Transforms.ApplyEncoder("Result", "Mine", encoder).Fit(view);
        _ml.Model.Save(fitted, view.Schema, _folder.File("model.zip"));
        foreach (var model in new[] { fitted, new MLContext().Model.Load(_folder.File("model.zip"), out _) })
        {
            var result = model.Transform(view);
            Assert.Equal(["Mine", "Image", "Result"], result.Schema.Where(column => !column.IsHidden).Select(column => column.Name));
            Assert.Equal([0f, 1, 2, 3, 4], result.GetColumn<float>("Image"));
            Assert.Equal(rows.SelectMany(row => encoder.Encode(row.Mine, batchSize: 1)), Column(model, view, "Result"));
        }
        rows[3].Mine[7] = 255;
        Assert.Contains("divide by it", Assert.ThrowsAny<Exception>(() => Column(fitted, view, "Result")).ToString());
    }

    [Fact]
    public void A_network_that_prepares_images_stands_in_the_saved_pipeline()
    {
        string[] files = Pictures();
        string prepare = new ModelWriter().Input("Image", 1, 3, 12, 16).Output("Prepared", 1, 3, 12, 16).Floats("half", [1], 0.5f).Node("Mul", ["Image", "half"], "Prepared")
            .Save(_folder.File("prepare.onnx"));
        string network = Network("Input", "Features").Save(_folder.File("encoder.onnx"));
        using var encoder = new OnnxEncoder(network, input: new EncoderInputOptions { PixelMaximum = 255, Prepare = prepare });
        var fitted = _ml.Transforms.EncodeImages("Features", "ImagePath", encoder).Fit(Paths(files));
        _ml.Model.Save(fitted, Paths(files).Schema, _folder.File("model.zip"));
        var loaded = new MLContext().Model.Load(_folder.File("model.zip"), out _);
        Assert.Equal(OfDataset(encoder, files), Column(loaded, Paths(files), "Features"));
    }

    [Fact]
    public void What_does_not_fit_is_refused_before_a_row_is_read()
    {
        string[] files = Pictures();
        using var encoder = Encoder(ImageResize.Fit, 1, isOutside: false);
        var paths = Paths(files);
        Assert.Contains("'Other'", Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Transforms.EncodeImages("F", "Other", encoder).Fit(paths)).Message);
        Assert.Contains("expected text", Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Transforms.EncodeImages("F", "Label", encoder).Fit(paths)).Message);
        Assert.Contains("576 Single", Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Transforms.ApplyEncoder("F", "ImagePath", encoder).Fit(paths)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => encoder.Encode(paths, "Label"));
        var resized = _ml.Transforms.LoadImages("Image", "", "ImagePath").Append(_ml.Transforms.ResizeImages("Small", 5, 6, "Image")).Fit(paths).Transform(paths);
        Assert.Contains("as they are", Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Transforms.EncodeImages("F", "Small", encoder).Fit(resized)).Message);
        string cardless = Network("Image", "Features").Save(_folder.File("cardless.onnx"));
        using var unknown = new OnnxEncoder(cardless);
        Assert.Contains("--pixel-maximum", Assert.Throws<InvalidOperationException>(() => unknown.Encode(files[0])).Message);
        Assert.Contains("--pixel-maximum", Assert.Throws<InvalidOperationException>(() => _ml.Transforms.EncodeImages("F", "ImagePath", unknown)).Message);
        // ML.NET's own transformer would give the graph pixels as they are.
        string outside = _folder.File("outside.onnx");
        EncoderCard.Of(cardless, new EncoderInputOptions { PixelMaximum = 1, Mean = [0.5f] }).WriteInto(cardless, outside);
        Assert.Contains("EncodeImages", Assert.Throws<InvalidDataException>(() => _ml.Transforms.ApplyEncoder("Features", "Image", outside)).Message);
    }

    [Fact]
    public void An_image_that_is_none_is_named()
    {
        using var encoder = Encoder(ImageResize.Fit, 1, isOutside: false);
        string text = _folder.File("text.png");
        File.WriteAllText(text, "no image");
        Assert.Contains($"'{text}' does not decode", Assert.Throws<InvalidDataException>(() => encoder.Encode(text)).Message);
        Assert.Contains("does not decode", Assert.Throws<InvalidDataException>(() => encoder.Encode(new MemoryStream([1, 2, 3]))).Message);
        Assert.Contains("a folder, not a file", Assert.Throws<InvalidDataException>(() => encoder.Encode(_folder.Path)).Message);
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>What probes, <c>embed</c> and <c>evaluate</c> compute: the images of a data set, one at a time.</summary>
    static float[] OfDataset(OnnxEncoder encoder, string[] files)
    {
        var set = new ImageFileSet(Shape, files, [], []) { Resize = encoder.Card!.Resize };
        float[] image = new float[Shape.Size];
        return [.. Enumerable.Range(0, files.Length).SelectMany(i =>
        {
            set.Read(i, image);
            if (encoder.Card.PixelMaximum != 1) foreach (ref float pixel in image.AsSpan()) pixel *= encoder.Card.PixelMaximum;
            return encoder.Encode(image, batchSize: 1);
        })];
    }

    static float[] Column(ITransformer model, IDataView rows, string name) => [.. model.Transform(rows).GetColumn<float[]>(name).SelectMany(features => features)];

    /// <summary>The sums of the pixels times four patterns, so that no two pixels count alike.</summary>
    static ModelWriter Network(string input, string output)
    {
        const int Features = 4;
        float[] weight = [.. Enumerable.Range(0, Shape.Size * Features).Select(i => MathF.Sin(1.3f * i) / 8)];
        return new ModelWriter().Input(input, "N", 3, 12, 16).Output(output, "N", Features).Floats("weight", [Shape.Size, Features], weight)
            .Node("Flatten", [input], "flat").Node("MatMul", ["flat", "weight"], output);
    }

    OnnxEncoder Encoder(ImageResize resize, float white, bool isOutside)
    {
        string path = Network("Image", "Features").Save(_folder.File("encoder.onnx"));
        var card = EncoderCard.Of(path, new EncoderInputOptions
        {
            PixelMaximum = white,
            Resize = resize,
            Mean = isOutside ? [0.4f * white, 0.5f * white, 0.6f * white] : null,
            StandardDeviation = isOutside ? [0.2f * white, 0.25f * white, 0.3f * white] : null,
        });
        card.WriteInto(path);
        return new OnnxEncoder(path);
    }

    IDataView Paths(string[] files) => _ml.Data.LoadFromEnumerable(files.Select(file => new PathRow { ImagePath = file }));

    /// <summary>Images of all kinds: photographs larger and smaller than the encoder's, in grey, transparent, and one that a camera held upright.</summary>
    string[] Pictures()
    {
        (string Name, int Width, int Height, SKEncodedImageFormat Format)[] kinds =
        [
            ("large.jpg", 61, 40, SKEncodedImageFormat.Jpeg), ("tall.png", 20, 90, SKEncodedImageFormat.Png), ("small.png", 5, 7, SKEncodedImageFormat.Png),
            ("same.png", 16, 12, SKEncodedImageFormat.Png), ("one.png", 1, 1, SKEncodedImageFormat.Png), ("photo.webp", 33, 35, SKEncodedImageFormat.Webp),
        ];
        var files = kinds.Select(kind =>
        {
            using var bitmap = new SKBitmap(kind.Width, kind.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul);
            for (int i = 0; i < kind.Width * kind.Height; i++)
                bitmap.SetPixel(i % kind.Width, i / kind.Width, new SKColor((byte)(37 * i), (byte)(i * i % 251), (byte)(90 + i % kind.Width), (byte)(i % 5 == 0 ? 100 : 255)));
            using var data = bitmap.Encode(kind.Format, 90);
            File.WriteAllBytes(_folder.File(kind.Name), data.ToArray());
            return _folder.File(kind.Name);
        }).ToList();
        // The same photograph, with the word of a camera that was held upright.
        byte[] jpeg = File.ReadAllBytes(files[0]);
        byte[] exif = [0xFF, 0xE1, 0, 34, .. "Exif\0\0MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0];
        File.WriteAllBytes(_folder.File("turned.jpg"), [.. jpeg[..2], .. exif, .. jpeg[2..]]);
        files.Add(_folder.File("turned.jpg"));
        return [.. files];
    }

    sealed class PathRow
    {
        public string ImagePath { get; set; } = "";

        public float Label { get; set; }
    }

    sealed class Scaled
    {
        [ColumnName("Scaled")]
        public float[] Value { get; set; } = [];
    }

    sealed class PixelRow
    {
        [VectorType(3, 12, 16)]
        public float[] Mine { get; set; } = [];

        public float Image { get; set; }
    }
}
