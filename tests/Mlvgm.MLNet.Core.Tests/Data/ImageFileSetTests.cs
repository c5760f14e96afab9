using System.Net.Sockets;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Data.Images;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Identities;
using Mlvgm.MLNet.IO;

namespace Mlvgm.MLNet.Tests.Data;

/// <summary>Image files that are read one by one: what they must be, and files that are none.</summary>
public sealed class ImageFileSetTests : IDisposable
{
    static readonly ImageShape Shape = new(3, 2, 2);

    readonly TemporaryFolder _folder = new();

    [Fact]
    public void Files_labels_and_classes_fit_together()
    {
        ImageFileSet Of(int channels, int labels, int label, int classes) => new(
            new ImageShape(channels, 2, 2), ["a.png", "b.png"], [.. Enumerable.Repeat(label, labels)], [.. Enumerable.Range(0, classes).Select(i => $"{i}")]);
        Assert.Equal(2, Of(3, 2, 1, 2).Count);
        Assert.Empty(Of(1, 0, 0, 0).Labels);
        Assert.Contains("Images of 2x2x2 are neither grey nor RGB", Assert.Throws<ArgumentException>(() => Of(2, 2, 0, 1)).Message);
        Assert.Contains("There are 2 files but 3 labels", Assert.Throws<ArgumentException>(() => Of(3, 3, 0, 1)).Message);
        Assert.Contains("A label lies outside the 2 classes", Assert.Throws<ArgumentException>(() => Of(3, 2, 2, 2)).Message);
        Assert.Contains("A label lies outside the 2 classes", Assert.Throws<ArgumentException>(() => Of(3, 2, -1, 2)).Message);
    }

    [Fact]
    public void Some_images_are_a_set_of_the_same_kind()
    {
        var shape = new ImageShape(1, 1, 2);
        var files = new ImageFileSet(shape, ["a.png", "b.png", "c.png"], [1, 0, 1], ["x", "y"]) { AsStored = true, SkipUndecodable = true, Resize = ImageResize.Crop }.At([2, 1]);
        Assert.Equal(["c.png", "b.png"], files.Paths);
        Assert.Equal([1, 0], files.Labels);
        Assert.Equal((true, true, ImageResize.Crop), (files.AsStored, files.SkipUndecodable, files.Resize));
        var images = new ImageDataset(shape, [1, 2, 3, 4, 5, 6], [1, 0, 1], ["x", "y"]).At([2, 1]);
        Assert.Equal([5, 6, 3, 4], images.Pixels.ToArray());
        Assert.Equal([1, 0], images.Labels);
        Assert.Equal(["x", "y"], images.ClassNames);
        Assert.Empty(new ImageDataset(shape, [1, 2], [], []).At([0]).Labels);
    }

    [Fact]
    public void A_file_that_is_none_is_named_with_what_it_is()
    {
        Directory.CreateDirectory(_folder.File("folder.png"));
        _folder.Write("text.png", "no image");
        Assert.Contains("folder.png' does not decode: a folder, not a file.", Refused("folder.png"));
        Assert.Contains("missing.png' does not decode: there is no such file.", Refused("missing.png"));
        Assert.Contains("text.png' does not decode: ", Refused("text.png"));
    }

    [Fact]
    public void A_socket_and_a_device_are_not_waited_for()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Sockets in folders and /dev are Linux's.");
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(_folder.File("socket.png")));
        File.CreateSymbolicLink(_folder.File("zero.png"), "/dev/zero");
        Assert.Contains("a socket, not a file", Refused("socket.png"));
        Assert.Contains("a device, not a file", Refused("zero.png"));
        Assert.Equal(FileKind.Socket, FileFacts.Of(_folder.File("socket.png")).Kind);
    }

    [Fact]
    public void A_file_that_the_system_does_not_read_is_named_and_makes_another_identity()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "A file of the system that nobody reads from its beginning.");
        File.CreateSymbolicLink(_folder.File("memory.png"), "/proc/self/mem");
        PngWriter.Write(_folder.File("a.png"), PngWriter.Plain(2, 2, 9, 0, 0));
        Assert.Contains("memory.png' does not decode: it cannot be read (", Refused("memory.png"));
        var unreadable = ImageIdentity.Of(Set("memory.png"));
        Assert.NotEqual(ImageIdentity.Of(Set("a.png")), unreadable);
        Assert.NotEqual(ImageIdentity.Of(Set("missing.png")), unreadable);
    }

    [Fact]
    public void The_facts_of_a_file_are_the_same_from_the_system_and_from_the_runtime()
    {
        _folder.Write("file", "x");
        Directory.CreateDirectory(_folder.File("folder"));
        File.CreateSymbolicLink(_folder.File("link"), "file");
        File.CreateSymbolicLink(_folder.File("way"), "folder");
        foreach (string name in (string[])["file", "folder", "link", "way", "missing"])
            Assert.Equal(FileFacts.Of(_folder.File(name)).Kind, FileFacts.FromRuntime(_folder.File(name)).Kind);
        foreach (Func<string, FileFacts> facts in (Func<string, FileFacts>[])[FileFacts.Of, FileFacts.FromRuntime])
        {
            Assert.Equal(facts(_folder.File("file")).Identity, facts(_folder.File("link")).Identity);
            Assert.Equal(facts(_folder.File("folder")).Identity, facts(_folder.File("way")).Identity);
            Assert.NotEqual(facts(_folder.File("file")).Identity, facts(_folder.File("folder")).Identity);
            Assert.Null(facts(_folder.File("missing")).Identity);
        }
    }

    [Fact]
    public void What_is_passed_over_is_told_in_words()
    {
        var findings = new ImageFindings(DatasetSplit.Test, 9,
        [
            new(PassedOverReason.Hidden, "", 1, [".a.png"]), new(PassedOverReason.StrayFolder, "@eaDir", 2, ["@eaDir/a.png", "@eaDir/b.png"]),
            new(PassedOverReason.Extension, "", 1, ["README"]), new(PassedOverReason.Extension, ".tif", 4, ["1.tif", "2.tif", "3.tif", "4.tif"]),
            new(PassedOverReason.MetTwice, "folder", 2, ["x", "y"]), new(PassedOverReason.MetTwice, "file", 1, ["z.png"]),
            new(PassedOverReason.OutsideParts, "", 1, ["more/a.png"]),
        ], [new SkippedImage("bad.png", "it is empty")])
        {
            AlsoInTraining = ["t1.png", "t2.png", "t3.png", "t4.png"],
        };
        Assert.Equal(
            [
                "1 file is passed over, hidden: '.a.png'", "2 files are passed over, in stray folders '@eaDir': '@eaDir/a.png', '@eaDir/b.png'",
                "1 file is passed over, without an extension: 'README'", "4 files are passed over, since .tif is not read: '1.tif', '2.tif', '3.tif', ...",
                "2 folders are met again by a link, and read once under the other name: 'x', 'y'",
                    "1 file is met again by a link, and read once under the other name: 'z.png'",
                "1 file is passed over, beside the folders of the parts: 'more/a.png'",
                "4 of 9 test images are files of the training part too, by links: 't1.png', 't2.png', 't3.png', ...",
                "1 images do not decode and are left out:", "  bad.png: it is empty",
            ],
            findings.Lines());
        Assert.Empty(ImageFindings.None.Lines());
    }

    public void Dispose() => _folder.Dispose();

    ImageFileSet Set(string name) => new(Shape, [_folder.File(name)], [0], ["a"]);

    string Refused(string name) => Assert.Throws<InvalidDataException>(() => Set(name).Read(0, new float[Shape.Size])).Message;
}
