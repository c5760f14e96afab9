using Mlvgm.MLNet.IO;

namespace Mlvgm.MLNet.Tests.IO;

public class FileHashTests
{
    [Fact]
    public void It_is_the_SHA_256_of_FIPS_180_4s_example()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("abc"), "abc");
        Assert.Equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", FileHash.Sha256(folder.File("abc")));
        Assert.Throws<FileNotFoundException>(() => FileHash.Sha256(folder.File("nothing")));
    }
}
