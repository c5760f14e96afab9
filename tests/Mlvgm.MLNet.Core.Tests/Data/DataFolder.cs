using System.Runtime.InteropServices;
using Mlvgm.MLNet.Data;

namespace Mlvgm.MLNet.Tests.Data;

/// <summary>A folder of small images, whose first pixel tells them apart.</summary>
sealed class DataFolder : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public string Path => _folder.Path;

    public string File(string name) => _folder.File(name);

    public string Write(string name, string text) => _folder.Write(name, text);

    /// <summary>Writes images of 2x2; the first is of brightness 1.</summary>
    public DataFolder Images(params string[] names)
    {
        foreach (var (i, name) in names.Index()) PngWriter.Write(_folder.File(name), PngWriter.Plain(2, 2, (byte)(i + 1), 0, 0));
        return this;
    }

    public void Link(string name, string target) => System.IO.File.CreateSymbolicLink(_folder.File(name), target);

    /// <summary>Makes a pipe, which nobody writes to; the test is skipped where there are none.</summary>
    public void Pipe(string name)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Pipes are made by Linux's call.");
        Assert.Equal(0, MakePipe(_folder.File(name), 0x1B6));
    }

    /// <summary>Makes another name for a file; the test is skipped where there is no such call.</summary>
    public void HardLink(string name, string target)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Hard links are made by Linux's call.");
        Assert.Equal(0, MakeLink(_folder.File(target), _folder.File(name)));
    }

    public ImageDataset Read(DatasetSplit split = DatasetSplit.Train, bool skipUndecodable = false) =>
        ImageDatasetReader.Read(Path, new() { Split = split, SkipUndecodable = skipUndecodable });

    public void Dispose() => _folder.Dispose();

    [DllImport("libc", EntryPoint = "mkfifo")]
    static extern int MakePipe([MarshalAs(UnmanagedType.LPUTF8Str)] string path, uint mode);

    [DllImport("libc", EntryPoint = "link")]
    static extern int MakeLink([MarshalAs(UnmanagedType.LPUTF8Str)] string target, [MarshalAs(UnmanagedType.LPUTF8Str)] string path);
}
