using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Evaluation.Datasets;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.IO;

namespace Mlvgm.MLNet.Evaluation.Tests.Datasets;

/// <summary>Lists and labels of the published data sets that cannot be right: each is named with its file, and nothing is read.</summary>
public sealed class DatasetRefusalTests : IDisposable
{
    static readonly ImageShape Shape = new(3, 4, 4);

    readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("has the line 'Abyssinian_1'", "Abyssinian_1")]
    [InlineData("has the line 'Abyssinian_1 cat'", "Abyssinian_1 cat 1 1")]
    [InlineData("has the line 'Abyssinian_1 0'", "Abyssinian_1 0 1 1")]
    [InlineData("has the line 'Abyssinian_1 -1'", "Abyssinian_1 -1 1 1")]
    [InlineData("has the line 'Abyssinian_1 10001'", "Abyssinian_1 10001 1 1")]
    [InlineData("has no image of class 1", "Abyssinian_1 2 1 1")]
    [InlineData("names no image", "# only a comment")]
    public void A_line_of_the_pets_that_names_no_image_and_class_is_shown(string reason, params string[] lines)
    {
        Lines("annotations/trainval.txt", lines);
        Lines("annotations/test.txt", lines);
        Assert.Contains(reason.TrimEnd('\''), Refused<InvalidDataException>("pets"));
    }

    [Fact]
    public void A_breed_that_only_the_test_pets_have_is_named()
    {
        Images("images/a_1.jpg", "images/b_1.jpg");
        Lines("annotations/trainval.txt", "a_1 1 1 1");
        Lines("annotations/test.txt", "b_1 2 1 1");
        Assert.Contains("annotations/test.txt' has the class 2, which annotations/trainval.txt lacks",
            Refused<InvalidDataException>("pets", DatasetSplit.Test).Replace('\\', '/'));
    }

    [Theory]
    [InlineData(0, "has the class 0; devkit/cars_meta.mat names 1")]
    [InlineData(2, "has the class 2; devkit/cars_meta.mat names 1")]
    [InlineData(double.NaN, "has the class NaN; devkit/cars_meta.mat names 1")]
    public void A_car_of_a_class_that_has_no_name_is_refused(double label, string reason)
    {
        Cars([MatWriter.Number("", label), MatWriter.Text("", "00001.jpg")]);
        Assert.Contains(reason, Refused<InvalidDataException>("cars"));
    }

    [Fact]
    public void A_car_without_a_class_or_a_file_is_refused()
    {
        foreach (byte[][] car in (byte[][][])[
            [MatWriter.Text("", "1"), MatWriter.Text("", "00001.jpg")], [MatWriter.Number("", 1), MatWriter.Number("", 1)],
            [MatWriter.Numbers("", 1, 1), MatWriter.Text("", "00001.jpg")]])
        {
            Cars(car);
            Assert.Contains("the variable 'annotations' is missing or does not hold a class and a file name each", Refused<InvalidDataException>("cars"));
        }
    }

    [Fact]
    public void A_car_is_read_from_its_own_folder_whatever_path_its_file_name_has()
    {
        Images("cars_train/00001.jpg", "secret.jpg");
        Cars([MatWriter.Number("", 1), MatWriter.Text("", "../00001.jpg")]);
        var cars = (ImageFileSet)Find("cars").Open(_folder.Path, DatasetSplit.Train, Shape, 0);
        Assert.Equal((1, 10), (cars.Count, Grey(cars, 0)));
        Cars([MatWriter.Number("", 1), MatWriter.Text("", "../secret.jpg")]);
        Assert.Contains("cars_train/secret.jpg", Refused<FileNotFoundException>("cars").Replace('\\', '/'));
    }

    [Fact]
    public void A_category_of_Caltech_without_an_image_for_testing_is_named()
    {
        Images([.. Enumerable.Range(0, 31).Select(i => $"101_ObjectCategories/ant/{i}.jpg"),
            .. Enumerable.Range(0, 30).Select(i => $"101_ObjectCategories/chair/{i}.jpg")]);
        Assert.Contains("chair' holds 30 images: 30 are for training, and more for testing", Refused<InvalidDataException>("caltech101"));
    }

    [Fact]
    public void Every_definition_says_in_words_what_it_is_where_it_is_published_and_what_lies_where()
    {
        foreach (var definition in DatasetDefinitions.All)
        {
            Assert.Matches("^[a-z0-9-]+$", definition.Name);
            Assert.NotEmpty(definition.Title);
            Assert.NotEmpty(definition.Published);
            Assert.NotEmpty(definition.Layout);
            var read = DatasetDefinitions.Read(definition, new() { SkipUndecodable = true });
            Assert.Equal(
                (definition.Name, definition.Title, definition.Published, definition.Layout), (read.Name, read.Title, read.Published, read.Layout));
        }
        Assert.Equal(DatasetDefinitions.All.Count, DatasetDefinitions.All.Select(definition => definition.Title).Distinct().Count());
    }

    [Fact]
    public void Images_of_one_channel_are_not_made_of_three_nor_the_other_way()
    {
        var grey = new ImageDataset(new ImageShape(1, 2, 2), new byte[4], [0], ["a"]);
        Assert.Contains("The images are 1x2x2; they cannot be made 3x4x4", Assert.Throws<ArgumentException>(() => new ResizedImages(grey, Shape)).Message);
    }

    [Fact]
    public void Images_at_another_size_keep_labels_names_and_identity()
    {
        byte[] pixels = [0, 0, 255, 255, 102, 102, 102, 102];
        var images = new ImageDataset(new ImageShape(1, 2, 2), pixels, [1, 0], ["a", "b"]);
        var resized = new ResizedImages(images, new ImageShape(1, 4, 1));
        Assert.Equal((2, images.ContentHash), (resized.Count, resized.ContentHash));
        Assert.Equal([1, 0], resized.Labels);
        Assert.Equal(["a", "b"], resized.ClassNames);
        Assert.Same(images.Findings, resized.Findings);
        float[] pixel = new float[4];
        resized.Read(0, pixel);
        Assert.Equal([0, 0.25f, 0.75f, 1], pixel);
        resized.Read(1, pixel);
        Assert.All(pixel, value => Assert.Equal(0.4f, value, 6));
    }

    public void Dispose() => _folder.Dispose();

    static IDatasetDefinition Find(string name) => DatasetDefinitions.Find(name);

    string Refused<T>(string name, DatasetSplit split = DatasetSplit.Train) where T : Exception =>
        Assert.Throws<T>(() => Find(name).Open(_folder.Path, split, Shape, 0)).Message;

    void Cars(params byte[][][] cars)
    {
        File.WriteAllBytes(Prepare("devkit/cars_meta.mat"), MatWriter.File(compressed: true, MatWriter.Cells("class_names", "Audi TT")));
        File.WriteAllBytes(Prepare("devkit/cars_train_annos.mat"),
            MatWriter.File(compressed: true, MatWriter.Structures("annotations", ["class", "fname"], cars)));
    }

    static int Grey(IImageSet images, int index)
    {
        float[] pixels = new float[Shape.Size];
        images.Read(index, pixels);
        return (int)Math.Round(255 * pixels[5]);
    }

    void Images(params string[] names)
    {
        foreach (var (i, name) in names.Index())
            ImageGrid.WritePng(Prepare(name), [.. Enumerable.Repeat((10 + i) / 255f, 3 * 8 * 8)], new ImageShape(3, 8, 8), columns: 1, separator: 0);
    }

    void Lines(string name, params string[] lines) => File.WriteAllLines(Prepare(name), lines);

    string Prepare(string name)
    {
        string path = _folder.File(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return path;
    }
}
