using Mlvgm.MLNet.IO;

namespace Mlvgm.MLNet.Tests.IO;

public class AtomicFileTests
{
    [Fact]
    public void A_file_is_replaced_whole_and_its_folder_made()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("a/b/file.txt");
        AtomicFile.WriteText(path, "one");
        AtomicFile.WriteText(path, "zwei ü");
        Assert.Equal("zwei ü"u8.ToArray(), File.ReadAllBytes(path));
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(path)!));
    }

    [Fact]
    public void A_writer_that_fails_keeps_the_old_file_and_leaves_nothing_else()
    {
        using var folder = new TemporaryFolder();
        AtomicFile.WriteText(folder.File("file.txt"), "old");
        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(folder.File("file.txt"), stream =>
        {
            stream.Write("half of the new"u8);
            throw new InvalidOperationException();
        }));
        Assert.Throws<IOException>(() => AtomicFile.WriteNamed(folder.File("file.txt"), name =>
        {
            File.WriteAllText(name, "half of the new");
            throw new IOException("No space left on device");
        }));
        Assert.Equal("old", File.ReadAllText(folder.File("file.txt")));
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void Until_the_writer_is_done_the_final_name_does_not_exist()
    {
        using var folder = new TemporaryFolder();
        AtomicFile.Write(folder.File("file.txt"), stream =>
        {
            stream.Write("half"u8);
            stream.Flush();
            Assert.False(File.Exists(folder.File("file.txt")));
        });
        Assert.True(File.Exists(folder.File("file.txt")));
    }

    [Fact]
    public void A_path_that_is_a_folder_is_an_error_and_leaves_nothing()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("taken"));
        Assert.ThrowsAny<Exception>(() => AtomicFile.WriteText(folder.File("taken"), "text"));
        Assert.Empty(Directory.GetFiles(folder.Path));
    }
}
