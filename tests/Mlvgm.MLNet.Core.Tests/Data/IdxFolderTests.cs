using Mlvgm.MLNet.Data;
using Mlvgm.Testing.Datasets;

namespace Mlvgm.MLNet.Tests.Data;

public class IdxFolderTests
{
    [Theory]
    [InlineData("")]
    [InlineData("raw")]
    [InlineData("MNIST/raw")]
    [InlineData("FashionMNIST/raw")]
    public void Files_are_found_where_torchvision_keeps_them(string where)
    {
        using var folder = new TemporaryFolder();
        Put(folder, where, "", "train", "t10k");
        Assert.Equal(2, ImageDatasetReader.Read(folder.Path).Labels.Count);
        Assert.Equal(2, ImageDatasetReader.Read(folder.Path, new() { Split = DatasetSplit.Test }).Labels.Count);
        if (where.Contains('/')) Assert.Equal(2, ImageDatasetReader.Read(folder.File(where)).Count);
    }

    [Fact]
    public void Sets_with_a_name_in_front_are_read_and_one_of_several_is_named()
    {
        using var folder = new TemporaryFolder();
        Put(folder, "", "emnist-letters-", "train", "test");
        Assert.Equal(2, ImageDatasetReader.Read(folder.Path).Labels.Count);
        Assert.Equal(2, ImageDatasetReader.Read(folder.Path, new() { Split = DatasetSplit.Test }).Labels.Count);
        Put(folder, "", "emnist-digits-", "train");
        var error = Assert.Throws<InvalidDataException>(() => ImageDatasetReader.Read(folder.Path));
        Assert.Contains("emnist-digits, emnist-letters", error.Message);
        Assert.Equal(2, ImageDatasetReader.Read(folder.File("emnist-letters"), new() { Split = DatasetSplit.Test }).Labels.Count);
        Assert.Contains(
            "expected emnist-digits-t10k-images", Assert.Throws<FileNotFoundException>(
                () => ImageDatasetReader.Read(folder.File("emnist-digits"), new() { Split = DatasetSplit.Test })).Message);
    }

    [Fact]
    public void Two_sets_in_folders_are_told_apart_by_their_names()
    {
        using var folder = new TemporaryFolder();
        Put(folder, "MNIST/raw", "", "train");
        Put(folder, "KMNIST/raw", "", "train");
        Assert.Contains("KMNIST", Assert.Throws<InvalidDataException>(() => ImageDatasetReader.Read(folder.Path)).Message);
    }

    [Fact]
    public void Idx_files_are_not_split_by_holding_out()
    {
        using var folder = new TemporaryFolder();
        Put(folder, "", "", "train");
        Assert.Throws<InvalidDataException>(() => ImageDatasetReader.Read(folder.Path, new() { HoldOut = 0.5 }));
    }

    static void Put(TemporaryFolder folder, string where, string set, params string[] parts)
    {
        Directory.CreateDirectory(folder.File(where));
        foreach (string part in parts)
        {
            using var made = new TemporaryFolder();
            IdxWriter.WriteTwo(made, part);
            foreach (string file in Directory.GetFiles(made.Path)) File.Copy(file, Path.Combine(folder.File(where), set + Path.GetFileName(file)));
        }
    }
}
