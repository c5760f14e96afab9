using Mlvgm.MLNet.WeightFiles;
using Xunit;

namespace Mlvgm.Testing.WeightFiles;

/// <summary>Opens weight files that a test made in memory.</summary>
public sealed class Opening : IDisposable
{
    const long MemoryAllowance = 64 << 20;

    readonly TemporaryFolder _folder = new();

    /// <summary>The file that the bytes were last written to.</summary>
    public string Path => _folder.File("file");

    /// <summary>Opens a file of these bytes.</summary>
    public WeightFileContents Open(byte[] bytes)
    {
        File.WriteAllBytes(Path, bytes);
        return WeightFile.Open(Path);
    }

    /// <summary>Fails unless the file is refused with a line that gives the reason, within the memory that its size allows.</summary>
    public void AssertRefused(byte[] bytes, string reason)
    {
        File.WriteAllBytes(Path, bytes);
        long before = GC.GetAllocatedBytesForCurrentThread();
        var error = Assert.Throws<InvalidDataException>(() =>
        {
            using var contents = WeightFile.Open(Path);
            foreach (var tensor in contents.Tensors.Values) tensor.ReadBytes();
        });
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Contains(Path, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
        Assert.InRange(allocated, 0, MemoryAllowance + 3L * bytes.Length);
    }

    public void Dispose() => _folder.Dispose();
}
