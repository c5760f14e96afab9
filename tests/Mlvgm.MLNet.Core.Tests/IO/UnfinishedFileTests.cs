using System.Diagnostics;
using Mlvgm.MLNet.IO;

namespace Mlvgm.MLNet.Tests.IO;

public class UnfinishedFileTests
{
    [Fact]
    public void The_names_of_unfinished_files_are_told_from_everybody_elses()
    {
        string name = Path.GetFileName(UnfinishedFile.For("/a/model.onnx"));
        Assert.Matches($@"^\.model\.onnx\.mlvgm-{Environment.ProcessId}-[a-z0-9]+\.tmp$", name);
        Assert.True(UnfinishedFile.IsOne(name));
        Assert.NotEqual(UnfinishedFile.For("/a/model.onnx"), UnfinishedFile.For("/a/model.onnx"));
        foreach (string other in (string[])["thesis.tmp", ".thesis.tmp", "model.onnx.k2x1.tmp", ".mlvgm-1-a.tmp", "a.mlvgm-1-a.tmp", ".a.mlvgm-x-a.tmp", ".a.mlvgm-1-a.tmp2"])
            Assert.False(UnfinishedFile.IsOne(other), other);
    }

    [Fact]
    public void Only_they_are_deleted()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(UnfinishedFile.For(folder.File("a.txt")), "half");
        foreach (string kept in (string[])["thesis.tmp", "a.txt", ".hidden.tmp"]) folder.Write(kept, "mine");
        UnfinishedFile.DeleteIn(folder.Path);
        Assert.Equal([".hidden.tmp", "a.txt", "thesis.tmp"], Directory.EnumerateFiles(folder.Path).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
        UnfinishedFile.DeleteIn(folder.File("missing"));
    }

    [Fact]
    public void Where_others_may_be_writing_only_what_ended_processes_left_is_deleted()
    {
        using var folder = new TemporaryFolder();
        using var ended = Process.Start(new ProcessStartInfo("dotnet", "--version") { RedirectStandardOutput = true })!;
        ended.WaitForExit();
        string mine = UnfinishedFile.For(folder.File("a.txt")), theirs = folder.File($".a.txt.mlvgm-{ended.Id}-k2x1.tmp");
        foreach (string path in (string[])[mine, theirs, folder.File("thesis.tmp")]) File.WriteAllText(path, "half");
        UnfinishedFile.DeleteAbandonedIn(folder.Path);
        Assert.Equal([mine, folder.File("thesis.tmp")], Directory.EnumerateFiles(folder.Path).Order(StringComparer.Ordinal));
        UnfinishedFile.DeleteAbandonedIn(folder.File("missing"));
    }

    [Fact]
    public void A_writer_leaves_its_unfinished_file_in_the_same_folder_under_such_a_name()
    {
        using var folder = new TemporaryFolder();
        string? seen = null;
        AtomicFile.WriteNamed(folder.File("a.txt"), name =>
        {
            File.WriteAllText(name, "whole");
            seen = name;
        });
        Assert.Equal(folder.Path, Path.GetDirectoryName(seen));
        Assert.True(UnfinishedFile.IsOne(seen!));
        Assert.Equal("whole", File.ReadAllText(folder.File("a.txt")));
    }
}
