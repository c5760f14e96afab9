using Mlvgm.MLNet.Data;
using SkiaSharp;

namespace Mlvgm.MLNet.Tests.Data;

public class ImageFolderTests
{
    static readonly ImageDatasetOptions Skipping = new() { SkipUndecodable = true };

    static TemporaryFolder CatsAndDogs(string prefix = "")
    {
        var folder = new TemporaryFolder();
        PngWriter.Write(folder.File(prefix + "dog/a.png"), PngWriter.Plain(2, 3, 10, 20, 30));
        PngWriter.Write(folder.File(prefix + "cat/b.bmp.png"), PngWriter.Plain(2, 3, 40, 50, 60));
        PngWriter.Write(folder.File(prefix + "cat/B.png"), PngWriter.Plain(2, 3, 70, 80, 90));
        PngWriter.Write(folder.File(prefix + "cat/notes.txt"), "not an image"u8.ToArray());
        return folder;
    }

    [Fact]
    public void Class_folders_are_read_in_the_order_of_their_names()
    {
        using var folder = CatsAndDogs();
        var set = ImageDatasetReader.Read(folder.Path);
        Assert.Equal("3x2x3", set.Shape.ToString());
        Assert.Equal(["cat", "dog"], set.ClassNames);
        Assert.Equal([0, 0, 1], set.Labels);
        Assert.Equal([70, 40, 10], new[] { 0, 1, 2 }.Select(i => (int)set.Pixels.Span[i * 18]));
        Assert.Equal([10, 10, 10, 10, 10, 10, 20, 20, 20, 20, 20, 20, 30, 30, 30, 30, 30, 30], set.Pixels[36..].ToArray());
    }

    [Fact]
    public void An_opened_folder_has_the_images_that_a_read_one_has_and_decodes_each_when_it_is_asked_for()
    {
        using var folder = CatsAndDogs();
        var options = new ImageDatasetOptions { Height = 4, Width = 4 };
        var (opened, read) = (ImageDatasetReader.Open(folder.Path, options), ImageDatasetReader.Read(folder.Path, options));
        Assert.Equal((read.Count, read.Shape), (opened.Count, opened.Shape));
        Assert.Equal(read.Labels, opened.Labels);
        Assert.Equal(read.ClassNames, opened.ClassNames);
        for (int i = 0; i < read.Count; i++) Assert.Equal(Pixels(read, i), Pixels(opened, i));
        File.WriteAllText(folder.File("dog/a.png"), "damaged");
        Assert.Equal(3, ImageDatasetReader.Open(folder.Path, options).Count);
        Assert.Contains("a.png", Assert.Throws<InvalidDataException>(() => Pixels(opened, 2)).Message);
        // Without a size, headers are read: all must have the same.
        Assert.Contains("'dog/a.png' does not decode", Assert.Throws<InvalidDataException>(() => ImageDatasetReader.Open(folder.Path, new())).Message);
        Assert.Equal("3x2x3", ImageDatasetReader.Open(folder.Path, new() { SkipUndecodable = true }).Shape.ToString());
        PngWriter.Write(folder.File("dog/a.png"), PngWriter.Plain(3, 3, 1, 2, 3));
        Assert.Contains(
            "'dog/a.png' is 3x3, the images before it are 2x3", Assert.Throws<InvalidDataException>(() => ImageDatasetReader.Open(folder.Path, new())).Message);
        Assert.Throws<FileNotFoundException>(() => ImageDatasetReader.Open(folder.File("nowhere"), options));

        static float[] Pixels(IImageSet images, int index)
        {
            float[] pixels = new float[images.Shape.Size];
            images.Read(index, pixels);
            return pixels;
        }
    }

    [Fact]
    public void Greyscale_is_the_Rec_601_luma()
    {
        using var folder = CatsAndDogs();
        var set = ImageDatasetReader.Read(folder.Path, new() { Channels = 1 });
        Assert.Equal((299 * 70 + 587 * 80 + 114 * 90 + 500) / 1000, set.Pixels.Span[0]);
    }

    [Fact]
    public void Splits_are_folders_and_val_stands_in_for_test()
    {
        using var folder = CatsAndDogs("train/");
        PngWriter.Write(folder.File("val/dog/z.png"), PngWriter.Plain(2, 3, 1, 2, 3));
        Assert.Equal(3, ImageDatasetReader.Read(folder.Path).Count);
        Assert.Equal(["dog"], ImageDatasetReader.Read(folder.Path, new() { Split = DatasetSplit.Test }).ClassNames);
    }

    [Fact]
    public void A_class_called_train_is_not_a_split()
    {
        using var folder = CatsAndDogs();
        PngWriter.Write(folder.File("train/z.png"), PngWriter.Plain(2, 3, 1, 2, 3));
        Assert.Equal(["cat", "dog", "train"], ImageDatasetReader.Read(folder.Path).ClassNames);
        Assert.Throws<FileNotFoundException>(() => ImageDatasetReader.Read(folder.Path, new() { Split = DatasetSplit.Test }));
    }

    [Fact]
    public void Images_without_class_folders_have_no_labels()
    {
        using var folder = new TemporaryFolder();
        PngWriter.Write(folder.File("b.jpg"), PngWriter.Plain(16, 16, 200, 200, 200, SKEncodedImageFormat.Jpeg));
        var set = ImageDatasetReader.Read(folder.Path);
        Assert.Equal((1, 0, 0), (set.Count, set.Labels.Count, set.ClassNames.Count));
        Assert.All(set.Pixels.ToArray(), pixel => Assert.InRange(pixel, 198, 202));
    }

    [Fact]
    public void Images_beside_class_folders_are_an_error()
    {
        using var folder = CatsAndDogs();
        PngWriter.Write(folder.File("stray.png"), PngWriter.Plain(2, 3, 1, 2, 3));
        Assert.Contains("stray.png", Assert.Throws<InvalidDataException>(() => ImageDatasetReader.Read(folder.Path)).Message);
    }

    [Fact]
    public void A_folder_without_images_is_an_error()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("readme.txt"), "nothing here");
        Assert.Contains("no images", Assert.Throws<InvalidDataException>(() => ImageDatasetReader.Read(folder.Path)).Message);
    }

    [Fact]
    public void Images_of_several_sizes_need_a_size_and_keep_their_aspect_ratio()
    {
        using var folder = new TemporaryFolder();
        PngWriter.Write(folder.File("a/0.png"), PngWriter.Plain(4, 4, 255, 255, 255));
        PngWriter.Write(folder.File("a/1.png"), PngWriter.Plain(40, 12, 255, 255, 255));
        Assert.Contains("'a/1.png' is 40x12", Assert.Throws<InvalidDataException>(() => ImageDatasetReader.Read(folder.Path)).Message);
        var set = ImageDatasetReader.Read(folder.Path, new() { Height = 6, Width = 6, Channels = 1 });
        Assert.Equal(16, set.Pixels[..36].ToArray().Count(pixel => pixel == 255)); // 4x4 on zeros
        Assert.All(set.Pixels[36..].ToArray(), pixel => Assert.Equal(255, pixel)); // scaled to 20x6, the middle 6 rows
    }

    [Fact]
    public void Shrinking_averages_rather_than_picks()
    {
        using var folder = new TemporaryFolder();
        using var bitmap = new SKBitmap(64, 64, SKColorType.Rgba8888, SKAlphaType.Opaque);
        for (int y = 0; y < 64; y++)
            for (int x = 0; x < 64; x++) bitmap.SetPixel(x, y, (x + y) % 2 == 0 ? SKColors.White : SKColors.Black);
        using var data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        PngWriter.Write(folder.File("checkerboard.png"), data.ToArray());
        var set = ImageDatasetReader.Read(folder.Path, new() { Height = 16, Width = 16, Channels = 1 });
        Assert.All(set.Pixels.ToArray(), pixel => Assert.InRange(pixel, 120, 135));
    }

    [Fact]
    public void An_image_that_does_not_decode_fails_by_name_or_is_skipped_and_listed()
    {
        using var folder = CatsAndDogs();
        byte[] whole = PngWriter.Plain(64, 64, 9, 8, 7, SKEncodedImageFormat.Jpeg);
        PngWriter.Write(folder.File("cat/broken.jpg"), whole[..(whole.Length - 40)]);
        PngWriter.Write(folder.File("dog/text.png"), "hello"u8.ToArray());
        Assert.Contains("'cat/broken.jpg'", Assert.Throws<InvalidDataException>(() => ImageDatasetReader.Read(folder.Path)).Message);
        var set = ImageDatasetReader.Read(folder.Path, Skipping);
        Assert.Equal([0, 0, 1], set.Labels);
        Assert.Equal(["cat/broken.jpg", "dog/text.png"], set.Skipped.Select(skipped => skipped.Name));
        Assert.Equal(3 * set.Shape.Size, set.Pixels.Length);
    }

    [Fact]
    public void When_no_image_decodes_even_skipping_fails()
    {
        using var folder = new TemporaryFolder();
        PngWriter.Write(folder.File("a/x.png"), [1, 2, 3]);
        Assert.Contains(
            "none of 1 images", Assert.Throws<InvalidDataException>(() => ImageDatasetReader.Read(folder.Path, Skipping)).Message);
    }

    [Theory]
    [InlineData(2, 4, 4)]
    [InlineData(1, 0, 4)]
    [InlineData(1, 4, 5000)]
    [InlineData(1, 4, null)]
    public void Options_out_of_range_are_refused_before_anything_is_read(int channels, int? height, int? width) =>
        Assert.ThrowsAny<ArgumentException>(
        () => ImageDatasetReader.Read("/no/such/place", new() { Channels = channels, Height = height, Width = width }));
}
