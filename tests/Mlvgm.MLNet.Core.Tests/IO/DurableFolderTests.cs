using Mlvgm.MLNet.IO;

namespace Mlvgm.MLNet.Tests.IO;

public class DurableFolderTests
{
    [Fact]
    public void Folders_are_made_one_in_the_other_and_synced()
    {
        using var folder = new TemporaryFolder();
        string deep = folder.File("a/b/c");
        DurableFolder.Create(deep);
        Assert.True(Directory.Exists(deep));
        DurableFolder.Create(deep);
        DurableFolder.Sync(deep);
    }

    [Fact]
    public void A_folder_that_is_not_there_cannot_be_synced()
    {
        if (OperatingSystem.IsWindows()) return;
        using var folder = new TemporaryFolder();
        Assert.Contains(folder.File("missing"), Assert.Throws<IOException>(() => DurableFolder.Sync(folder.File("missing"))).Message);
    }
}
