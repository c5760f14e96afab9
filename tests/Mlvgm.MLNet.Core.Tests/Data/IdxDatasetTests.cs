using Mlvgm.MLNet.Data;
using Mlvgm.Testing.Datasets;

namespace Mlvgm.MLNet.Tests.Data;

public class IdxDatasetTests
{
    [Fact]
    public void A_folder_of_gzipped_and_plain_files_is_read_with_its_labels()
    {
        using var folder = new TemporaryFolder();
        IdxWriter.WriteTwo(folder);
        var set = ImageDatasetReader.Read(folder.Path);
        Assert.Equal("1x2x3", set.Shape.ToString());
        Assert.Equal([0, 1, 2, 3, 4, 5, 10, 11, 12, 13, 14, 15], set.Pixels.ToArray());
        Assert.Equal([1, 0], set.Labels);
        Assert.Equal(["0", "1"], set.ClassNames);
    }

    [Fact]
    public void Smaller_images_are_centred_on_zeros_and_channels_repeated()
    {
        using var folder = new TemporaryFolder();
        IdxWriter.WriteTwo(folder);
        var set = ImageDatasetReader.Read(folder.File("train-images-idx3-ubyte"), new() { Height = 4, Width = 5, Channels = 3 });
        byte[] plane = [0, 0, 0, 0, 0, 0, 10, 11, 12, 0, 0, 13, 14, 15, 0, 0, 0, 0, 0, 0];
        Assert.Equal([.. plane, .. plane, .. plane], set.Pixels[60..].ToArray());
        Assert.Equal(2, set.Labels.Count);
    }

    [Fact]
    public void One_file_is_not_handed_out_as_its_own_test_split()
    {
        using var folder = new TemporaryFolder();
        IdxWriter.WriteTwo(folder);
        var error = Assert.Throws<FileNotFoundException>(
            () => ImageDatasetReader.Read(folder.File("train-images-idx3-ubyte"), new() { Split = DatasetSplit.Test }));
        Assert.Contains("no test split", error.Message);
    }

    [Fact]
    public void Classes_txt_names_the_classes()
    {
        using var folder = new TemporaryFolder();
        IdxWriter.WriteTwo(folder);
        File.WriteAllText(folder.File("classes.txt"), "shirt\ntrouser\n");
        Assert.Equal(["shirt", "trouser"], ImageDatasetReader.Read(folder.Path).ClassNames);
    }

    [Fact]
    public void The_test_split_is_t10k_and_its_absence_is_named()
    {
        using var folder = new TemporaryFolder();
        IdxWriter.WriteTwo(folder);
        var missing = Assert.Throws<FileNotFoundException>(() => ImageDatasetReader.Read(folder.Path, new() { Split = DatasetSplit.Test }));
        Assert.Contains("no test images", missing.Message);
        IdxWriter.WriteTwo(folder, "t10k");
        Assert.Equal(2, ImageDatasetReader.Read(folder.Path, new() { Split = DatasetSplit.Test }).Count);
    }

    [Fact]
    public void Images_without_a_labels_file_have_no_labels()
    {
        using var folder = new TemporaryFolder();
        IdxWriter.WriteTwo(folder);
        File.Delete(folder.File("train-labels-idx1-ubyte.gz"));
        Assert.Empty(ImageDatasetReader.Read(folder.Path).Labels);
    }

    [Fact]
    public void A_label_count_that_differs_from_the_image_count_is_an_error_with_both_numbers()
    {
        using var folder = new TemporaryFolder();
        IdxWriter.WriteTwo(folder);
        File.WriteAllBytes(folder.File("train-labels-idx1-ubyte.gz"), IdxWriter.Zipped(IdxWriter.Bytes([3], [0, 1, 0])));
        Assert.Matches("2 images.*3 labels", Assert.Throws<InvalidDataException>(() => ImageDatasetReader.Read(folder.Path)).Message);
    }

    public static TheoryData<string, byte[], string> DamagedFiles()
    {
        byte[] whole = IdxWriter.Bytes([2, 2, 3], new byte[12]), zipped = IdxWriter.Zipped(whole);
        byte[] flipped = [.. zipped];
        flipped[^6] ^= 0x55; // the checksum
        return new()
        {
            { "nothing", [], "ends early" },
            { "a header cut short", whole[..10], "ends early" },
            { "values cut short", whole[..20], "ends early" },
            { "a gzip cut short", zipped[..^12], "is damaged" },
            { "a gzip with a wrong checksum", flipped, "is damaged" },
            { "values too many", [.. whole, 0], "longer than" },
            { "another rank", IdxWriter.Bytes([2], new byte[2]), "not an IDX file" },
            { "a text", "hello world, this is no image"u8.ToArray(), "not an IDX file" },
            { "a dimension of zero", IdxWriter.Bytes([0, 2, 3], []), "dimension 0 is 0" },
            { "a huge header", IdxWriter.Bytes([int.MaxValue, 2, 3], []), "than the file can hold" },
            { "an overflowing header", IdxWriter.Bytes([int.MaxValue, int.MaxValue, int.MaxValue], []), "than the file can hold" },
            { "a huge header in a gzip", IdxWriter.Zipped(IdxWriter.Bytes([30000, 200, 300], [])), "than the file can hold" },
        };
    }

    [Theory, MemberData(nameof(DamagedFiles))]
    public void A_damaged_file_is_one_error_that_names_it(string what, byte[] bytes, string reason)
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("train-images-idx3-ubyte");
        File.WriteAllBytes(path, bytes);
        var error = Assert.Throws<InvalidDataException>(() => ImageDatasetReader.Read(path));
        Assert.True(error.Message.Contains(reason) && error.Message.Contains(path), $"{what}: {error.Message}");
    }

    [Fact]
    public void A_missing_path_is_named() => Assert.Contains(
        "/no/such/place", Assert.Throws<FileNotFoundException>(() => ImageDatasetReader.Read("/no/such/place")).Message);

    [Fact]
    public void The_shipped_subset_of_Fashion_MNIST_is_balanced()
    {
        string folder = RepositoryRoot.PathOf("examples", "data", "fashion-mnist");
        foreach (var (split, perClass) in new[] { (DatasetSplit.Train, 600), (DatasetSplit.Test, 200) })
        {
            var set = ImageDatasetReader.Read(folder, new() { Split = split, Height = 32, Width = 32 });
            Assert.Equal(10 * perClass, set.Count);
            Assert.All(set.Labels.CountBy(label => label), pair => Assert.Equal(perClass, pair.Value));
            Assert.Equal("Ankle boot", set.ClassNames[9]);
            // The published mean of Fashion-MNIST is 0.2860 over 28x28; 4% of the standard deviation 0.353 is ample for 2,000 images.
            double mean = set.Pixels.Span.ToArray().Average(pixel => pixel / 255.0) * (32.0 * 32) / (28 * 28);
            Assert.InRange(mean, 0.2860 - 0.014, 0.2860 + 0.014);
        }
    }
}
