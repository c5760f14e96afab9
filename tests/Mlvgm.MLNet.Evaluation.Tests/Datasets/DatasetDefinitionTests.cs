using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Evaluation.Datasets;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.IO;

namespace Mlvgm.MLNet.Evaluation.Tests.Datasets;

/// <summary>Every definition on a tiny made-up copy of its layout: image k of a set is grey of value 10 k.</summary>
public sealed class DatasetDefinitionTests : IDisposable
{
    static readonly ImageShape Shape = new(3, 4, 4);

    static readonly Dictionary<string, Action<DatasetDefinitionTests>> Layouts = new()
    {
        ["birds"] = test => test.Images("train/robin/1.jpg", "train/wren/2.jpg", "test/robin/3.jpg", "test/wren/4.jpg"),
        ["imagenet"] = test => test.Images("train/n01/1.JPEG", "train/n02/2.JPEG", "val/n01/3.JPEG", "val/n02/4.JPEG"),
        ["dtd"] = test =>
        {
            test.Images("images/banded/a_1.jpg", "images/woven/b_2.jpg", "images/banded/a_3.jpg", "images/woven/b_4.jpg");
            test.Lines("labels/train1.txt", "banded/a_1.jpg", "woven/b_2.jpg");
            test.Lines("labels/test1.txt", "banded/a_3.jpg", "woven/b_4.jpg");
        },
        ["food101"] = test =>
        {
            test.Images("images/pie/1.jpg", "images/soup/2.jpg", "images/pie/3.jpg", "images/soup/4.jpg");
            test.Lines("meta/classes.txt", "pie", "soup");
            test.Lines("meta/train.txt", "pie/1", "soup/2");
            test.Lines("meta/test.txt", "pie/3", "soup/4");
        },
        ["pets"] = test =>
        {
            test.Images("images/Abyssinian_1.jpg", "images/great_dane_2.jpg", "images/Abyssinian_3.jpg", "images/great_dane_4.jpg");
            test.Lines("annotations/trainval.txt", "# image class species breed", "Abyssinian_1 1 1 1", "great_dane_2 2 2 1");
            test.Lines("annotations/test.txt", "Abyssinian_3 1 1 1", "great_dane_4 2 2 1");
        },
        ["aircraft-family"] = test => test.Aircraft("family", "families.txt"),
        ["aircraft-variant"] = test => test.Aircraft("variant", "variants.txt"),
        ["flowers102"] = test =>
        {
            test.Images("jpg/image_00001.jpg", "jpg/image_00002.jpg", "jpg/image_00003.jpg", "jpg/image_00004.jpg");
            test.Bytes("imagelabels.mat", MatWriter.File(compressed: true, MatWriter.Bytes("labels", 1, 2, 1, 2)));
            test.Bytes("setid.mat", MatWriter.File(compressed: true, MatWriter.Numbers("trnid", 1, 2), MatWriter.Numbers("tstid", 3, 4)));
        },
        ["cars"] = test =>
        {
            test.Images("cars_train/00001.jpg", "cars_train/00002.jpg", "cars_test/00001.jpg", "cars_test/00002.jpg");
            test.Bytes("devkit/cars_meta.mat", MatWriter.File(compressed: true, MatWriter.Cells("class_names", "Audi TT", "Fiat 500")));
            byte[] annotations = MatWriter.Structures("annotations", ["bbox_x1", "class", "fname"],
                [MatWriter.Number("", 30), MatWriter.Number("", 1), MatWriter.Text("", "00001.jpg")],
                [MatWriter.Number("", 30), MatWriter.Number("", 2), MatWriter.Text("", "00002.jpg")]);
            test.Bytes("devkit/cars_train_annos.mat", MatWriter.File(compressed: true, annotations));
            test.Bytes("cars_test_annos_withlabels.mat", MatWriter.File(compressed: true, annotations));
        },
        ["cifar10"] = test =>
        {
            for (int i = 1; i <= 5; i++) test.Bytes($"data_batch_{i}.bin", i < 3 ? Cifar(i, (byte)(i - 1)) : Cifar(i, 0));
            test.Bytes("test_batch.bin", [.. Cifar(3, 0), .. Cifar(4, 1)]);
            test.Lines("batches.meta.txt", "airplane", "bird");
        },
        ["cifar100"] = test =>
        {
            test.Bytes("train.bin", [.. Cifar(1, 19, 0), .. Cifar(2, 19, 1)]);
            test.Bytes("test.bin", [.. Cifar(3, 19, 0), .. Cifar(4, 19, 1)]);
            test.Lines("fine_label_names.txt", "apple", "beaver");
        },
        ["folder"] = test => test.Images("train/cat/1.png", "train/dog/2.png", "test/cat/3.png", "test/dog/4.png"),
    };

    readonly TemporaryFolder _folder = new();
    int _images;

    public static TheoryData<string> Names => [.. Layouts.Keys];

    [Fact]
    public void Every_definition_has_a_layout_here_or_a_test_of_its_own() =>
        Assert.Equal(DatasetDefinitions.All.Select(d => d.Name).Order(), Layouts.Keys.Concat(["caltech101", "idx"]).Order());

    [Theory]
    [MemberData(nameof(Names))]
    public void The_splits_are_the_given_ones(string name)
    {
        Layouts[name](this);
        var definition = DatasetDefinitions.Find(name);
        IImageSet train = definition.Open(_folder.Path, DatasetSplit.Train, Shape, 0), test = definition.Open(_folder.Path, DatasetSplit.Test, Shape, 0);
        Assert.Equal([0, 1], train.Labels.Take(2));
        Assert.Equal([0, 1], test.Labels);
        Assert.Equal(train.ClassNames, test.ClassNames);
        Assert.Equal(2, train.ClassNames.Count);
        Assert.Equal([10, 20], Greys(train).Take(2));
        Assert.Equal([30, 40], Greys(test));
        Assert.Equal(Shape, test.Shape);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_missing_is_named_with_where_it_is_published(string name)
    {
        var definition = DatasetDefinitions.Find(name);
        if (definition.Published.StartsWith("https", StringComparison.Ordinal))
        {
            var error = Assert.Throws<FileNotFoundException>(() => definition.Open(_folder.Path, DatasetSplit.Train, Shape, 0));
            Assert.Contains($"{definition.Title}: '{_folder.Path}' lacks", error.Message);
            Assert.Contains(definition.Published, error.Message);
        }
        else Assert.ThrowsAny<Exception>(() => definition.Open(_folder.Path, DatasetSplit.Train, Shape, 0));
    }

    [Fact]
    public void Caltech_has_30_training_images_a_class_chosen_by_the_seed_and_no_background()
    {
        foreach (string name in (string[])["ant", "BACKGROUND_Google", "chair"])
            Images([.. Enumerable.Range(0, 40).Select(i => $"101_ObjectCategories/{name}/image_{i:d4}.jpg")]);
        var definition = DatasetDefinitions.Find("caltech101");
        ImageFileSet Open(DatasetSplit split, ulong seed) => (ImageFileSet)definition.Open(_folder.Path, split, Shape, seed);
        Assert.Equal(["ant", "chair"], Open(DatasetSplit.Train, 1).ClassNames);
        Assert.Equal((60, 20), (Open(DatasetSplit.Train, 1).Count, Open(DatasetSplit.Test, 1).Count));
        Assert.Equal([30, 30], Open(DatasetSplit.Train, 1).Labels.GroupBy(label => label).Select(group => group.Count()));
        Assert.Equal(Greys(Open(DatasetSplit.Test, 1)), Greys(Open(DatasetSplit.Test, 1)));
        Assert.NotEqual(Greys(Open(DatasetSplit.Test, 1)), Greys(Open(DatasetSplit.Test, 2)));
    }

    [Fact]
    public void Labels_that_contradict_the_classes_are_named()
    {
        Layouts["food101"](this);
        Lines("meta/test.txt", "pie/3", "steak/4");
        var error = Assert.Throws<InvalidDataException>(() => DatasetDefinitions.Find("food101").Open(_folder.Path, DatasetSplit.Test, Shape, 0));
        Assert.Contains("'steak/4'", error.Message);
    }

    [Theory]
    [InlineData("meta/classes.txt", "two have one name", "pie", "pie")]
    [InlineData("meta/classes.txt", "there are none")]
    [InlineData("meta/train.txt", "lies outside", "pie/../../../secret")]
    public void Lists_that_cannot_be_right_are_named(string file, string reason, params string[] lines)
    {
        Layouts["food101"](this);
        Lines(file, lines);
        Assert.Contains(reason, Assert.Throws<InvalidDataException>(
            () => DatasetDefinitions.Find("food101").Open(_folder.Path, DatasetSplit.Train, Shape, 0)).Message);
    }

    [Fact]
    public void A_flower_of_a_class_beyond_the_images_is_named()
    {
        Layouts["flowers102"](this);
        Bytes("imagelabels.mat", MatWriter.File(compressed: true, MatWriter.Number("labels", 2_000_000_000)));
        Assert.Contains("outside 1 to the number of images", Assert.Throws<InvalidDataException>(
            () => DatasetDefinitions.Find("flowers102").Open(_folder.Path, DatasetSplit.Train, Shape, 0)).Message);
    }

    [Fact]
    public void A_damaged_record_of_cifar_is_named()
    {
        Layouts["cifar100"](this);
        Bytes("train.bin", new byte[100]);
        Assert.Contains("not a whole number of records of 3074", Assert.Throws<InvalidDataException>(
            () => DatasetDefinitions.Find("cifar100").Open(_folder.Path, DatasetSplit.Train, Shape, 0)).Message);
        Bytes("train.bin", Cifar(1, 0, 7));
        Assert.Contains("the class 7", Assert.Throws<InvalidDataException>(
            () => DatasetDefinitions.Find("cifar100").Open(_folder.Path, DatasetSplit.Train, Shape, 0)).Message);
    }

    [Fact]
    public void An_image_that_does_not_decode_is_named_when_it_is_read()
    {
        Layouts["birds"](this);
        Bytes("train/wren/2.jpg", [1, 2, 3]);
        var train = DatasetDefinitions.Find("birds").Open(_folder.Path, DatasetSplit.Train, Shape, 0);
        Assert.Contains(Path.Combine("wren", "2.jpg"), Assert.Throws<InvalidDataException>(() => Greys(train)).Message);
    }

    [Theory]
    [InlineData("birds")]
    [InlineData("folder")]
    public void Images_that_do_not_decode_are_left_out_where_that_is_wished_and_strays_are_named(string name)
    {
        Layouts["birds"](this);
        Lines("train/robin/0.jpg", "no image");
        Lines("train/robin/notes.txt", "no image");
        Directory.CreateDirectory(Path.Combine(_folder.Path, "train/@eaDir"));
        var images = DatasetDefinitions.Read(DatasetDefinitions.Find(name), new() { SkipUndecodable = true }).Open(_folder.Path, DatasetSplit.Train, Shape, seed: 0);
        Assert.Equal([0, 1], images.Labels);
        Assert.Equal(["robin", "wren"], images.ClassNames);
        Assert.Equal([10, 20], Greys(images));
        Assert.Contains("0.jpg", Assert.Single(images.Findings.Undecodable).Name);
        Assert.Equal((".txt", 1), (Assert.Single(images.Findings.PassedOver).What, images.Findings.PassedOver[0].Count));
    }

    [Fact]
    public void A_plain_folder_is_split_by_the_seed_of_the_run_into_parts_that_share_no_image()
    {
        foreach (int i in Enumerable.Range(10, 12)) Images($"robin/{i}.jpg", $"wren/{i}.jpg");
        var dataset = DatasetDefinitions.Read(DatasetDefinitions.Find("folder"), new() { HoldOut = 0.25 });
        int[] Part(DatasetSplit split, ulong seed) => Greys(dataset.Open(_folder.Path, split, Shape, seed));
        Assert.Equal((18, 6), (Part(DatasetSplit.Train, 0).Length, Part(DatasetSplit.Test, 0).Length));
        Assert.Equal(24, Part(DatasetSplit.Train, 0).Concat(Part(DatasetSplit.Test, 0)).Distinct().Count());
        Assert.Equal(Part(DatasetSplit.Test, 0), Part(DatasetSplit.Test, 0));
        Assert.NotEqual(Part(DatasetSplit.Test, 0), Part(DatasetSplit.Test, 1));
        Assert.Throws<FileNotFoundException>(() => DatasetDefinitions.Find("folder").Open(_folder.Path, DatasetSplit.Test, Shape, 0));
    }

    [Fact]
    public void A_class_only_among_the_test_images_is_named()
    {
        Layouts["birds"](this);
        Images("test/heron/5.jpg");
        Assert.Contains("'heron'", Assert.Throws<InvalidDataException>(
            () => DatasetDefinitions.Find("birds").Open(_folder.Path, DatasetSplit.Test, Shape, 0)).Message);
    }

    [Fact]
    public void An_unknown_name_is_refused_with_those_there_are() =>
        Assert.Contains("birds, caltech101", Assert.Throws<ArgumentException>(() => DatasetDefinitions.Find("mnist2")).Message);

    [Fact]
    public void The_transfer_protocols_seven_sets_are_defined() =>
        Assert.All(DatasetDefinitions.Transfer, name => Assert.Equal(name, DatasetDefinitions.Find(name).Name));

    public void Dispose() => _folder.Dispose();

    void Aircraft(string level, string classes)
    {
        Images("data/images/0000001.jpg", "data/images/0000002.jpg", "data/images/0000003.jpg", "data/images/0000004.jpg");
        Lines($"data/{classes}", "Boeing 737", "Cessna 172");
        Lines($"data/images_{level}_train.txt", "0000001 Boeing 737", "0000002 Cessna 172");
        Lines($"data/images_{level}_test.txt", "0000003 Boeing 737", "0000004 Cessna 172");
    }

    static byte[] Cifar(int image, params byte[] labels) => [.. labels, .. Enumerable.Repeat((byte)(10 * image), 3072)];

    static int[] Greys(IImageSet images) => [.. Enumerable.Range(0, images.Count).Select(i =>
    {
        float[] pixels = new float[Shape.Size];
        images.Read(i, pixels);
        return (int)Math.Round(255 * pixels[5]);
    })];

    void Images(params string[] names)
    {
        foreach (string name in names)
        {
            float[] pixels = [.. Enumerable.Repeat(Math.Min(250, 10 * ++_images) / 255f, 3 * 8 * 8)];
            ImageGrid.WritePng(Prepare(name), pixels, new ImageShape(3, 8, 8), columns: 1, separator: 0);
        }
    }

    void Lines(string name, params string[] lines) => File.WriteAllLines(Prepare(name), lines);

    void Bytes(string name, byte[] bytes) => File.WriteAllBytes(Prepare(name), bytes);

    string Prepare(string name)
    {
        string path = _folder.File(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return path;
    }
}
