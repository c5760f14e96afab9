using Mlvgm.MLNet.IO;
using Mlvgm.MLNet.Torch.State;
using static TorchSharp.torch;
using Identity = Mlvgm.MLNet.Identities.Identity;

namespace Mlvgm.MLNet.Torch.Tests.State;

public sealed class StateFolderTests : IDisposable
{
    readonly TemporaryFolder _folder = new();
    readonly FolderLock _lock;
    readonly List<string> _said = [], _warned = [];
    int _seed = 1;

    public StateFolderTests() => _lock = FolderLock.Take(_folder.Path);

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
    public void A_damaged_one_does_not_push_out_a_whole_one()
    {
        Save(1, 5);
        Damage("step-000000005.safetensors");
        var states = Open();
        var counter = new Counter();
        Assert.Equal(1, states.Restore([counter]));
        states.Save(2, [counter]);
        Assert.Equal(["step-000000001.safetensors", "step-000000002.safetensors"], Files());
        states.Save(3, [counter]);
        Assert.Equal(["step-000000002.safetensors", "step-000000003.safetensors"], Files());
    }

    [Fact]
    public void When_all_are_damaged_nothing_is_begun_anew_behind_the_users_back()
    {
        Save(1, 2);
        foreach (string file in Files()) Damage(file);
        string message = Assert.Throws<InvalidDataException>(() => Restore()).Message;
        Assert.StartsWith($"No state in '{States}' can be used: ", message);
        Assert.Contains("step-000000002", message);
        Assert.DoesNotContain('\n', message);
        Assert.Equal(2, _warned.Count);
    }

    [Fact]
    public void One_of_something_else_is_refused_by_name_also_where_it_is_not_the_newest()
    {
        Save(1, 2);
        _seed = 2;
        Assert.Contains("has seed = 1, now it is 2. Go on with the same", Assert.Throws<InvalidOperationException>(() => Restore()).Message);
        Damage("step-000000002.safetensors");
        Assert.Contains("step-000000001", Assert.Throws<InvalidOperationException>(() => Restore()).Message);
    }

    [Fact]
    public void A_whole_state_of_other_values_is_refused_by_name()
    {
        Save(1);
        string message = Assert.Throws<InvalidDataException>(() => Open().Restore([new Greedy()])).Message;
        Assert.Contains("step-000000001.safetensors' holds something else than this training keeps: ", message);
        Assert.EndsWith("Go on with the same, or start in another folder.", message);
    }

    [Fact]
    public void An_empty_folder_has_none() => Assert.Null(Restore());

    [Fact]
    public void What_an_earlier_version_left_is_not_begun_anew()
    {
        _folder.Write("checkpoint.safetensors", "of old");
        var states = Open(_folder.File("checkpoint.safetensors"));
        Assert.Contains("was written by an earlier version", Assert.Throws<InvalidDataException>(() => states.Restore([])).Message);
        Save(1);
        Assert.Equal(1, Open(_folder.File("checkpoint.safetensors")).Restore([new Counter()]));
    }

    [Fact]
    public void Other_files_are_no_states_and_stay()
    {
        Save(1, 2);
        string[] mine = ["step-mine.safetensors", "thesis.tmp", "step-1.safetensors.bak"];
        foreach (string name in mine) _folder.Write($"states/{name}", "mine");
        Save(3);
        Assert.Equal(2, Files().Except(mine).Count());
        Assert.Equal(3, Restore());
        Assert.All(mine, name => Assert.Equal("mine", File.ReadAllText(Path.Combine(States, name))));
    }

    [Fact]
    public void What_a_kill_left_half_written_is_removed()
    {
        Save(1);
        File.WriteAllText(UnfinishedFile.For(Path.Combine(States, "step-000000002.safetensors")), "half");
        Assert.Equal(1, Restore());
        Assert.Equal(["step-000000001.safetensors"], Files());
    }

    [Fact]
    public void States_lie_where_the_lock_is()
    {
        var error = Assert.Throws<ArgumentException>(() => new StateFolder(Path.GetDirectoryName(_folder.Path)!, _lock, new Identity(), null));
        Assert.Contains("is not in the locked folder", error.Message);
    }

    public void Dispose()
    {
        _lock.Dispose();
        _folder.Dispose();
    }

    string States => _folder.File("states");

    StateFolder Open(params string[] earlier) =>
        new(States, _lock, new Identity().With("seed", _seed), _said.Add, _warned.Add) { Earlier = earlier };

    void Save(params int[] steps)
    {
        foreach (int step in steps) Open().Save(step, [new Counter { Count = step }]);
    }

    int? Restore()
    {
        var counter = new Counter();
        if (Open().Restore([counter]) is not { } step) return null;
        Assert.Equal(step, counter.Count);
        return counter.Count;
    }

    IEnumerable<string> Files() => Directory.EnumerateFiles(States).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal);

    void Damage(string name)
    {
        string path = Path.Combine(States, name);
        byte[] bytes = File.ReadAllBytes(path);
        bytes[^1] ^= 1;
        File.WriteAllBytes(path, bytes);
    }

    /// <summary>Takes a list of numbers that nobody wrote.</summary>
    sealed class Greedy : IStatePart
    {
        public void Save(StateFile state)
        {
        }

        public void Restore(StateFile state) => state.Values["numbers"]!.AsArray();
    }

    sealed class Counter : IStatePart
    {
        public int Count { get; set; }

        public void Save(StateFile state)
        {
            state.Values["count"] = Count;
            state.Add("tensor", ones(3));
        }

        public void Restore(StateFile state) => Count = state.Value<int>("count");
    }
}
