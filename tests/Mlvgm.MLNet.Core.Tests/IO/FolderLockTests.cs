using Mlvgm.MLNet.IO;

namespace Mlvgm.MLNet.Tests.IO;

public sealed class FolderLockTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    string LockFile => _folder.File(FolderLock.FileName);

    [Fact]
    public void A_locked_folder_is_refused_with_the_owners_number_and_free_again_afterwards()
    {
        using (FolderLock.Take(_folder.Path))
        {
            Assert.Equal(Environment.ProcessId, LockOwner.Parse(LockedFile.TryRead(LockFile)!)!.Pid);
            var error = Assert.Throws<InvalidOperationException>(() => FolderLock.Take(_folder.Path));
            Assert.Contains($"({Environment.ProcessId}) is working in '{_folder.Path}' already.", error.Message);
        }
        Assert.False(File.Exists(LockFile));
        FolderLock.Take(_folder.Path).Dispose();
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"pid":1,"started":"22","host":"here","boot":null,"token":"t"}""")]
    public void A_lock_file_of_something_else_names_no_owner(string text) => Assert.Null(LockOwner.Parse(text));

    [Fact]
    public void Of_many_that_open_at_once_one_gets_it()
    {
        for (int round = 0; round < 20; round++)
        {
            var taken = new System.Collections.Concurrent.ConcurrentBag<FolderLock>();
            int refused = 0;
            Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 8 }, _ =>
            {
                try
                {
                    taken.Add(FolderLock.Take(_folder.Path));
                }
                catch (InvalidOperationException)
                {
                    Interlocked.Increment(ref refused);
                }
            });
            Assert.Equal(7, refused);
            Assert.Single(taken).Dispose();
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    public void A_lock_file_that_names_nobody_is_taken_over(string text)
    {
        File.WriteAllText(LockFile, text);
        FolderLock.Take(_folder.Path).Dispose();
    }

    [Fact]
    public void The_lock_of_a_process_that_is_gone_or_whose_number_is_anothers_now_is_taken_over()
    {
        var me = LockOwner.Current();
        foreach (var stale in new[] { me with { Pid = int.MaxValue }, me with { Started = "1" }, me with { Boot = "another" } })
        {
            File.WriteAllText(LockFile, stale.ToText());
            FolderLock.Take(_folder.Path).Dispose();
        }
    }

    [Fact]
    public void The_lock_of_a_process_that_lives_holds_where_the_file_system_has_no_locks()
    {
        File.WriteAllText(LockFile, (LockOwner.Current() with { Token = "x" }).ToText());
        Assert.Contains("is working in", Assert.Throws<InvalidOperationException>(() => FolderLock.Take(_folder.Path)).Message);
        Assert.True(File.Exists(LockFile));
    }

    [Fact]
    public void The_lock_of_another_machine_says_which_and_what_to_do()
    {
        var owner = LockOwner.Current() with { Pid = 77, Host = "elsewhere", Boot = "another" };
        File.WriteAllText(LockFile, owner.ToText());
        string message = Assert.Throws<InvalidOperationException>(() => FolderLock.Take(_folder.Path)).Message;
        Assert.Contains("The process 77 on 'elsewhere'", message);
        Assert.Contains($"delete '{LockFile}'", message);
        // A container of this machine has another name, and the same kernel, whose locks count.
        File.WriteAllText(LockFile, (LockOwner.Current() with { Pid = int.MaxValue, Host = "container" }).ToText());
        FolderLock.Take(_folder.Path).Dispose();
    }

    [Fact]
    public void Whoever_gets_the_lock_removes_what_a_killed_process_left_and_nothing_else()
    {
        File.WriteAllText(UnfinishedFile.For(_folder.File("encoder.onnx")), "half");
        _folder.Write("thesis.tmp", "mine");
        using (FolderLock.Take(_folder.Path))
            Assert.Equal([FolderLock.FileName, "thesis.tmp"], Directory.EnumerateFiles(_folder.Path).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
        File.WriteAllText(UnfinishedFile.For(_folder.File("encoder.onnx")), "half");
        using (FolderLock.Take(_folder.Path))
        {
            File.WriteAllText(UnfinishedFile.For(_folder.File("views.png")), "being written");
            Assert.Throws<InvalidOperationException>(() => FolderLock.Take(_folder.Path));
            Assert.Single(Directory.EnumerateFiles(_folder.Path), UnfinishedFile.IsOne);
        }
    }

    [Fact]
    public void A_lock_covers_its_folder_and_what_is_in_it()
    {
        using var folderLock = FolderLock.Take(_folder.File("run"));
        Assert.True(folderLock.Covers(_folder.File("run")));
        Assert.True(folderLock.Covers(_folder.File("run/checkpoints")));
        Assert.False(folderLock.Covers(_folder.Path));
        Assert.False(folderLock.Covers(_folder.File("runs")));
    }

    public void Dispose() => _folder.Dispose();
}
