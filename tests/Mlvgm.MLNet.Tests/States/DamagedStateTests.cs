namespace Mlvgm.MLNet.Tests.States;

/// <summary>All trainings that keep a state: a damaged one is passed over for the one before, and none is ever taken for good.</summary>
public sealed class DamagedStateTests(StateTheoryFixture prepared) : IClassFixture<StateTheoryFixture>
{
    public static MatrixTheoryData<string, string> Cases => new(StateUser.All.Select(user => user.Name), Damage.Names);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Where_the_newest_is_damaged_the_one_before_is_gone_on_from_with_a_warning_and_the_result_is_the_same(string name, string damage)
    {
        using var folder = new TemporaryFolder();
        var user = StateUser.Find(name);
        string run = prepared.Copy(name, folder), newest = States(user, run)[^1];
        Damage.Do(damage, newest);
        var said = new List<string>();
        Assert.Equal(prepared.Result(name), user.Run(new StateRun(prepared.Inputs, run) { Log = said.Add }));
        string warning = Assert.Single(said, text => text.Contains("warning", StringComparison.OrdinalIgnoreCase));
        Assert.Contains("A state is passed over for the one before", warning);
        Assert.Contains(newest, warning);
        Assert.Contains(said, text => text.Contains("Going on from", StringComparison.Ordinal) && text.Contains("step-000000002", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Where_none_is_whole_the_run_is_refused_in_one_line_and_nothing_is_changed(string name, string damage)
    {
        using var folder = new TemporaryFolder();
        var user = StateUser.Find(name);
        string run = prepared.Copy(name, folder);
        string[] states = States(user, run);
        foreach (string file in states) Damage.Do(damage, file);
        byte[][] before = [.. states.Select(File.ReadAllBytes)];
        var error = Assert.Throws<InvalidDataException>(() => user.Run(new StateRun(prepared.Inputs, run)));
        Assert.StartsWith($"No state in '{user.StatesIn(run)}' can be used: ", error.Message);
        Assert.DoesNotContain('\n', error.Message);
        Assert.Equal(before, States(user, run).Select(File.ReadAllBytes));
        Assert.All(user.Results, result => Assert.False(File.Exists(Path.Combine(run, result)), result));
    }

    static string[] States(StateUser user, string run)
    {
        string[] states = [.. Directory.EnumerateFiles(user.StatesIn(run)).Order(StringComparer.Ordinal)];
        Assert.Equal(["step-000000002.safetensors", "step-000000003.safetensors"], states.Select(file => Path.GetFileName(file)));
        return states;
    }
}
