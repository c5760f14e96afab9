using System.IO.Compression;
using Mlvgm.MLNet.Data;

namespace Mlvgm.MLNet.Tests.Data;

public class ImageZipTests
{
    static string Zip(TemporaryFolder folder, params (string Name, byte[] Bytes)[] entries)
    {
        using var archive = ZipFile.Open(folder.File("images.zip"), ZipArchiveMode.Create);
        foreach (var (name, bytes) in entries)
        {
            using var stream = archive.CreateEntry(name).Open();
            stream.Write(bytes);
        }
        return folder.File("images.zip");
    }

    static readonly byte[] Image = PngWriter.Plain(2, 2, 1, 2, 3);

    [Theory]
    [InlineData("")]
    [InlineData("photographs/")]
    [InlineData("train/")]
    [InlineData("photographs/train/")]
    public void A_zip_reads_as_the_folder_it_holds(string prefix)
    {
        using var folder = new TemporaryFolder();
        string path = Zip(folder, (prefix + "dog/1.png", Image), (prefix + "cat/2.png", Image), ("__MACOSX/cat/._2.png", [0]));
        var set = ImageDatasetReader.Read(path);
        Assert.Equal(["cat", "dog"], set.ClassNames);
        Assert.Equal([0, 1], set.Labels);
        Assert.Equal([1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3], set.Pixels[..12].ToArray());
    }

    [Fact]
    public void An_entry_too_large_is_named_without_being_unpacked_whole()
    {
        using var folder = new TemporaryFolder();
        string path = Zip(folder, ("cat/bomb.png", new byte[65 << 20]));
        var error = Assert.Throws<InvalidDataException>(() => ImageDatasetReader.Read(path));
        Assert.Contains("'cat/bomb.png'", error.Message);
        Assert.Contains("larger than 64 MiB", error.Message);
    }

    [Fact]
    public void A_zip_cut_short_is_one_error()
    {
        using var folder = new TemporaryFolder();
        string path = Zip(folder, ("cat/1.png", Image));
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..^30]);
        Assert.Contains("not a usable .zip", Assert.Throws<InvalidDataException>(() => ImageDatasetReader.Read(path)).Message);
    }

    [Fact]
    public void An_entry_that_occurs_twice_is_an_error()
    {
        using var folder = new TemporaryFolder();
        string path = Zip(folder, ("cat/1.png", Image), ("cat/1.png", Image));
        Assert.Contains("twice", Assert.Throws<InvalidDataException>(() => ImageDatasetReader.Read(path)).Message);
    }

    [Theory]
    [InlineData("./train/a/0.png", "./train/b/0.png", "./test/a/0.png", "./test/b/0.png")]
    [InlineData("train\\a\\0.png", "train\\b\\0.png", "test\\a\\0.png", "test\\b\\0.png")]
    [InlineData("/set/Train/a/0.PNG", "/set//Train/b/./0.png", "/set/TEST/a/0.png", "/set/TEST/b/0.png")]
    public void Names_are_read_in_every_form_that_archivers_write(params string[] names)
    {
        using var folder = new TemporaryFolder();
        string path = Zip(folder, [.. names.Select(name => (name, Image)), ("./", Array.Empty<byte>()), ("__MACOSX/train/._0.png", [0])]);
        foreach (var split in Enum.GetValues<DatasetSplit>()) Assert.Equal(["a", "b"], ImageDatasetReader.Read(path, new() { Split = split }).ClassNames);
    }

    [Fact]
    public void What_a_zip_holds_beside_images_is_counted_and_a_class_does_not_vanish()
    {
        using var folder = new TemporaryFolder();
        string path = Zip(folder, ("a/0.png", Image), ("notes.txt", [1]), ("__MACOSX/a/._0.png", [0]));
        Assert.Equal([".txt", "__MACOSX"], ImageDatasetReader.Read(path).Findings.PassedOver.Select(files => files.What));
        File.Delete(path);
        Zip(folder, ("a/0.png", Image), ("b/0.tif", [1]));
        Assert.Contains("'b'", Assert.Throws<InvalidDataException>(() => ImageDatasetReader.Read(path)).Message);
        File.Delete(path);
        Zip(folder, ("a/0.png", Image), ("c/", []));
        Assert.Contains("'c'", Assert.Throws<InvalidDataException>(() => ImageDatasetReader.Read(path)).Message);
    }

    [Fact]
    public void Links_in_a_zip_are_not_followed_and_names_do_not_lead_out()
    {
        using var folder = new TemporaryFolder();
        string path = Zip(folder, ("a/0.png", Image), ("a/1.png", "0.png"u8.ToArray()));
        using (var archive = ZipFile.Open(path, ZipArchiveMode.Update)) archive.GetEntry("a/1.png")!.ExternalAttributes = 0xA1FF << 16;
        Assert.Contains("a link within the .zip", Assert.Throws<InvalidDataException>(() => ImageDatasetReader.Read(path)).Message);
        Assert.Equal(1, ImageDatasetReader.Read(path, new() { SkipUndecodable = true }).Count);
        File.Delete(path);
        Zip(folder, ("a/0.png", Image), ("a/../../1.png", Image));
        Assert.Contains("leads out", Assert.Throws<InvalidDataException>(() => ImageDatasetReader.Read(path)).Message);
    }
}
