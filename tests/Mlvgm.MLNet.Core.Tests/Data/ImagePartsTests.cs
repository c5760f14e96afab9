using Mlvgm.MLNet.Data;

namespace Mlvgm.MLNet.Tests.Data;

public class ImagePartsTests
{
    [Theory]
    [InlineData("train", "test")]
    [InlineData("training", "testing")]
    [InlineData("Train", "Test")]
    [InlineData("TRAIN", "val")]
    [InlineData("train", "validation")]
    [InlineData("train", "Valid")]
    [InlineData("set/training", "set/test")]
    public void Parts_are_found_by_the_names_that_people_give_them(string train, string test)
    {
        using var folder = new DataFolder().Images($"{train}/a/0.png", $"{train}/b/0.png", $"{test}/a/0.png");
        Assert.Equal(2, folder.Read().Count);
        Assert.Equal(["a", "b"], folder.Read().ClassNames);
        Assert.Equal(1, folder.Read(DatasetSplit.Test).Count);
    }

    [Fact]
    public void Of_several_held_out_parts_test_goes_first()
    {
        using var folder = new DataFolder().Images("train/a/0.png", "val/a/0.png", "val/a/1.png", "test/a/0.png");
        Assert.Equal(1, folder.Read(DatasetSplit.Test).Count);
    }

    [Fact]
    public void Folders_that_look_like_parts_are_no_classes()
    {
        using var folder = new DataFolder().Images("train_set/a/0.png", "Test Set/a/0.png");
        var error = Assert.Throws<InvalidDataException>(() => folder.Read());
        Assert.Contains("'train_set' and 'Test Set'", error.Message);
        Assert.Contains("train or training", error.Message);
    }

    [Fact]
    public void Classes_may_have_such_words_in_their_names()
    {
        using var folder = new DataFolder().Images("train_station/0.png", "test_tube/0.png", "cat/0.png", "dog/0.png");
        Assert.Equal(4, folder.Read().ClassNames.Count);
    }

    [Fact]
    public void Two_folders_of_one_part_are_refused()
    {
        using var folder = new DataFolder().Images("train/a/0.png", "Train/a/0.png", "test/a/0.png");
        Assert.SkipUnless(Directory.GetDirectories(folder.Path).Length == 3, "The file system makes no difference between cases.");
        Assert.Contains("one part", Assert.Throws<InvalidDataException>(() => folder.Read()).Message);
    }

    [Fact]
    public void A_missing_test_part_is_answered_with_the_names_and_with_what_else_can_be_done()
    {
        using var folder = new DataFolder().Images("a/0.png", "b/0.png");
        var error = Assert.Throws<FileNotFoundException>(() => folder.Read(DatasetSplit.Test));
        Assert.Contains("test, testing, val, validation or valid", error.Message);
        Assert.Contains("--holdout", error.Message);
    }
}
