using Mlvgm.MLNet.Training.Checkpoints;

namespace Mlvgm.MLNet.Tests.Training.Checkpoints;

public sealed class CheckpointFolderTests : IDisposable
{
    readonly TemporaryFolder _folder = new();
    readonly List<string> _said = [], _warned = [];

    [Fact]
    public void The_last_two_are_kept()
    {
        Save(1, 2, 9, 10, 11);
        Assert.Equal(["step-000000010.safetensors", "step-000000011.safetensors"], Files());
        Assert.Equal(11, Restore());
        Assert.EndsWith("step-000000011.safetensors'.", Assert.Single(_said));
        Assert.Empty(_warned);
    }

    [Fact]
    public void A_damaged_one_is_passed_over_and_that_is_said()
    {
        Save(1, 2);
        Damage("step-000000002.safetensors");
        Assert.Equal(1, Restore());
        Assert.Contains("step-000000002.safetensors' is damaged", Assert.Single(_warned));
    }

    [Fact]
    public void When_all_are_damaged_nothing_is_begun_anew_behind_the_users_back()
    {
        Save(1, 2);
        foreach (string file in Files()) Damage(file);
        var error = Assert.Throws<InvalidDataException>(() => Restore());
        Assert.Contains("All 2 checkpoints", error.Message);
    }

    [Fact]
    public void An_empty_folder_has_none() => Assert.Null(Restore());

    [Fact]
    public void What_a_kill_left_half_written_is_removed()
    {
        Save(1);
        File.WriteAllText(Path.Combine(_folder.Path, "step-000000002.safetensors.abc.tmp"), "half");
        Assert.Equal(1, Restore());
        Assert.Equal(["step-000000001.safetensors"], Files());
    }

    [Fact]
    public void One_is_due_when_the_interval_has_passed()
    {
        Assert.True(Folder(TimeSpan.Zero).IsDue);
        Assert.False(Folder(TimeSpan.FromHours(1)).IsDue);
    }

    public void Dispose() => _folder.Dispose();

    CheckpointFolder Folder(TimeSpan interval) => new(_folder.Path, interval, _said.Add, _warned.Add);

    void Save(params int[] steps)
    {
        foreach (int step in steps) Folder(TimeSpan.Zero).Save(step, [new Counter { Count = step }]);
    }

    int? Restore()
    {
        var counter = new Counter();
        return Folder(TimeSpan.Zero).Restore([counter]) ? counter.Count : null;
    }

    IEnumerable<string> Files() => Directory.EnumerateFiles(_folder.Path).Select(file => Path.GetFileName(file)!).Order();

    void Damage(string name)
    {
        byte[] bytes = File.ReadAllBytes(_folder.File(name));
        bytes[^1] ^= 1;
        File.WriteAllBytes(_folder.File(name), bytes);
    }

    sealed class Counter : ICheckpointPart
    {
        public int Count { get; set; }

        public void Save(Checkpoint checkpoint)
        {
            checkpoint.Values["count"] = Count;
            checkpoint.Add("tensor", TorchSharp.torch.ones(3));
        }

        public void Restore(Checkpoint checkpoint) => Count = checkpoint.Value<int>("count");
    }
}
