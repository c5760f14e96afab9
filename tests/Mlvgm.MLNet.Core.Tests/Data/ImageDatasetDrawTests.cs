using System.Diagnostics;
using System.IO.Compression;

namespace Mlvgm.MLNet.Tests.Data;

public class ImageDatasetDrawTests
{
    const string Source = "/usr/share/datasets/fashion-mnist";

    [Fact]
    public void The_script_draws_the_shipped_subset_again()
    {
        Assert.SkipUnless(Directory.Exists(Source), $"The Debian package dataset-fashion-mnist is not installed: no '{Source}'.");
        Assert.SkipUnless(File.Exists("/usr/bin/python3"), "There is no /usr/bin/python3 to run the script.");
        using var folder = new TemporaryFolder();
        string shipped = RepositoryRoot.PathOf("examples", "data", "fashion-mnist");
        using var script = Process.Start("/usr/bin/python3", [Path.Combine(shipped, "draw.py"), Source, folder.Path]);
        script.WaitForExit();
        Assert.Equal(0, script.ExitCode);
        string[] names = [.. Directory.GetFiles(shipped, "*.gz").Select(path => Path.GetFileName(path))];
        Assert.Equal(4, names.Length);
        // Unpacked, since another zlib may pack the same images into other bytes.
        Assert.All(names, name => Assert.Equal(Unpack(Path.Combine(shipped, name)), Unpack(folder.File(name))));
    }

    static byte[] Unpack(string path)
    {
        using var stream = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
