using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Data.Images;

namespace Mlvgm.MLNet.Tests.Data;

public class ImageLinkTests
{
    static DataFolder TwoClasses() => new DataFolder().Images("train/a/0.png", "train/a/1.png", "train/b/0.png", "test/a/0.png", "test/b/0.png");

    [Theory]
    [InlineData("train/a/loop", "..")]
    [InlineData("train/a/loop", "../..")]
    [InlineData("train/loop", ".")]
    [InlineData("train/b/more", "../a")]
    public void A_link_to_a_folder_that_is_read_anyway_adds_nothing(string name, string target)
    {
        using var folder = TwoClasses();
        folder.Link(name, target);
        var images = folder.Read();
        Assert.Equal([0, 0, 1], images.Labels);
        Assert.Equal(["a", "b"], images.ClassNames);
        Assert.Contains(images.Findings.PassedOver, files => files.Reason == PassedOverReason.MetTwice);
        Assert.Equal(3, ImageDatasetReader.Open(folder.Path, new() { Height = 2, Width = 2 }).Count);
    }

    [Fact]
    public void Links_of_links_end()
    {
        using var folder = new DataFolder().Images("a/0.png");
        // Each folder leads to the next one twice: 2^20 paths.
        for (int i = 0; i < 20; i++)
        {
            Directory.CreateDirectory(folder.File($"a/{i}"));
            foreach (string way in (string[])["x", "y"]) folder.Link($"a/{i}/{way}", $"../{(i + 1) % 20}");
        }
        Assert.Equal(1, folder.Read().Count);
    }

    [Fact]
    public void A_class_may_be_a_link_to_a_folder_elsewhere()
    {
        using var folder = new DataFolder().Images("pool/cats/0.png", "train/dog/0.png", "test/dog/0.png");
        folder.Link("train/cat", "../pool/cats");
        Assert.Equal(["cat", "dog"], folder.Read().ClassNames);
    }

    [Fact]
    public void Of_two_names_of_one_file_the_one_that_is_no_link_has_the_class()
    {
        using var folder = TwoClasses();
        folder.Link("train/a/alias.png", "../b/0.png");
        var images = folder.Read();
        Assert.Equal([0, 0, 1], images.Labels);
        Assert.Equal("1 file is met again by a link, and read once under the other name: 'train/a/alias.png'", Assert.Single(images.Findings.Lines()));
    }

    [Fact]
    public void A_hard_link_is_the_same_file()
    {
        using var folder = TwoClasses();
        folder.HardLink("train/a/twin.png", "train/a/0.png");
        Assert.Equal(3, folder.Read().Count);
    }

    [Fact]
    public void Test_images_that_are_training_images_by_links_are_counted_and_named()
    {
        using var folder = new DataFolder().Images("train/a/0.png", "train/a/1.png", "train/b/0.png", "test/a/9.png");
        folder.Link("test/b", "../train/b");
        folder.HardLink("test/a/1.png", "train/a/1.png");
        var test = folder.Read(DatasetSplit.Test);
        Assert.Equal(3, test.Count);
        Assert.Equal(["test/a/1.png", "test/b/0.png"], test.Findings.AlsoInTraining);
        Assert.Equal("2 of 3 test images are files of the training part too, by links: 'test/a/1.png', 'test/b/0.png'", Assert.Single(test.Findings.Lines()));
        Assert.Equal(
            test.Findings.AlsoInTraining,
            ImageDatasetReader.Open(folder.Path, new() { Height = 2, Width = 2, Split = DatasetSplit.Test }).Findings.AlsoInTraining);
        Assert.Empty(folder.Read().Findings.Lines());
    }

    [Fact]
    public void What_is_no_file_is_left_out_and_named_or_ends_with_its_name()
    {
        using var folder = TwoClasses();
        folder.Link("train/a/dangling.png", "nowhere.png");
        folder.Pipe("train/b/pipe.png");
        folder.Link("train/b/zero.png", "/dev/zero");
        Directory.CreateDirectory(folder.File("elsewhere"));
        folder.Link("train/b/self.png", "self.png");
        var error = Assert.Throws<InvalidDataException>(() => folder.Read());
        Assert.Contains("'train/a/dangling.png'", error.Message);
        Assert.Contains("--skip-undecodable", error.Message);
        var images = folder.Read(skipUndecodable: true);
        Assert.Equal(3, images.Count);
        Assert.Equal(
            ["train/a/dangling.png", "train/b/pipe.png", "train/b/self.png", "train/b/zero.png"], images.Skipped.Select(image => image.Name));
        Assert.Equal(
            ["a link to 'nowhere.png', where there is no file", "a pipe, not a file", "a link to 'self.png', where there is no file", "a device, not a file"],
            images.Skipped.Select(image => image.Reason));
        var opened = ImageDatasetReader.Open(folder.Path, new() { Height = 2, Width = 2 });
        Assert.NotNull(opened.ContentHash);
        int wrong = Enumerable.Range(0, opened.Count).Count(i => Record.Exception(() => opened.Read(i, new float[12])) is InvalidDataException);
        Assert.Equal(4, wrong);
    }

    [Fact]
    public void Data_that_are_a_pipe_are_refused_rather_than_waited_for()
    {
        using var folder = new DataFolder();
        folder.Pipe("data");
        Assert.Contains("neither a file nor a folder", Assert.Throws<InvalidDataException>(() => ImageDatasetReader.Read(folder.File("data"))).Message);
    }
}
