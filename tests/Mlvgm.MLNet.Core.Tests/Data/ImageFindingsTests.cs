using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Data.Images;

namespace Mlvgm.MLNet.Tests.Data;

public class ImageFindingsTests
{
    [Fact]
    public void Files_that_are_not_read_are_counted_and_named()
    {
        using var folder = new DataFolder().Images("a/0.PNG", "a/1.jfif", "b/2.JPE");
        foreach (string name in (string[])["a/3.tif", "b/4.tif", "labels.csv", "a/noextension"]) folder.Write(name, "");
        var findings = folder.Read().Findings;
        Assert.Equal(3, findings.Images);
        Assert.Equal(
            [("", 1), (".csv", 1), (".tif", 2)], findings.PassedOver.Select(files => (files.What, files.Count)));
        Assert.Equal(["a/3.tif", "b/4.tif"], findings.PassedOver[2].Names);
        Assert.Equal(
            [
                "1 file is passed over, without an extension: 'a/noextension'", "1 file is passed over, since .csv is not read: 'labels.csv'",
                "2 files are passed over, since .tif is not read: 'a/3.tif', 'b/4.tif'",
            ], findings.Lines());
    }

    [Theory]
    [InlineData(".ipynb_checkpoints/0.png", PassedOverReason.Hidden)]
    [InlineData(".DS_Store/x/0.png", PassedOverReason.Hidden)]
    [InlineData("a/._0.png", PassedOverReason.Hidden)]
    [InlineData("@eaDir/a/0.png", PassedOverReason.StrayFolder)]
    [InlineData("a/@eaDir/0.png", PassedOverReason.StrayFolder)]
    [InlineData("__MACOSX/a/0.png", PassedOverReason.StrayFolder)]
    [InlineData("$Recycle.Bin/0.png", PassedOverReason.StrayFolder)]
    public void What_other_programs_leave_is_no_class_and_no_image(string stray, PassedOverReason reason)
    {
        using var folder = new DataFolder().Images("a/0.png", "b/0.png", stray);
        var images = folder.Read();
        Assert.Equal((2, 2), (images.Count, images.ClassNames.Count));
        var files = Assert.Single(images.Findings.PassedOver);
        Assert.Equal((reason, 1, stray), (files.Reason, files.Count, files.Names[0]));
    }

    [Fact]
    public void A_class_that_would_vanish_is_an_error_that_says_why()
    {
        using var folder = new DataFolder().Images("train/a/0.png", "train/b/0.png", "test/a/0.png", "test/b/0.png");
        for (int i = 0; i < 12; i++) folder.Write($"train/c/{i}.tif", "");
        var error = Assert.Throws<InvalidDataException>(() => folder.Read());
        Assert.Contains("'train/c'", error.Message);
        Assert.Contains("12 .tif", error.Message);
        Assert.Equal(2, folder.Read(DatasetSplit.Test).ClassNames.Count);
    }

    [Fact]
    public void An_empty_class_folder_is_an_error()
    {
        using var folder = new DataFolder().Images("a/0.png", "b/0.png");
        Directory.CreateDirectory(folder.File("c"));
        Assert.Contains("'c' beside the class folders is empty", Assert.Throws<InvalidDataException>(() => folder.Read()).Message);
    }

    [Fact]
    public void A_class_of_which_no_image_decodes_is_an_error_even_where_such_are_left_out()
    {
        using var folder = new DataFolder().Images("a/0.png", "b/0.png");
        folder.Write("b/0.png", "no image");
        Assert.Contains("class 'b'", Assert.Throws<InvalidDataException>(() => folder.Read(skipUndecodable: true)).Message);
    }

    [Fact]
    public void A_folder_of_other_files_says_what_it_has()
    {
        using var folder = new DataFolder();
        folder.Write("a/0.tif", "");
        folder.Write("a/1.TIF", "");
        Assert.Contains("2 other files: 2 .tif", Assert.Throws<InvalidDataException>(() => folder.Read()).Message);
    }

    [Fact]
    public void Images_beside_the_parts_are_named()
    {
        using var folder = new DataFolder().Images("train/a/0.png", "test/a/0.png", "unlabelled/0.png", "unlabelled/1.png", "val/a/0.png");
        var files = Assert.Single(folder.Read().Findings.PassedOver);
        Assert.Equal((PassedOverReason.OutsideParts, 2), (files.Reason, files.Count));
    }

    [Fact]
    public void A_file_with_another_images_extension_is_read_by_what_it_holds()
    {
        using var folder = new DataFolder();
        PngWriter.Write(folder.File("a/0.jpg"), PngWriter.Plain(2, 2, 77, 0, 0));
        Assert.Equal(77, folder.Read().Pixels.Span[0]);
    }
}
