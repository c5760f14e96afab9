namespace Mlvgm.MLNet.Tests.States;

/// <summary>All trainings that keep a state: one of other options, of other content under the same name, or of somebody else is refused by name.</summary>
public sealed class OtherRunTests(StateTheoryFixture prepared) : IClassFixture<StateTheoryFixture>
{
    public static TheoryData<string> Users => [.. StateUser.All.Select(user => user.Name)];

    public static TheoryData<string, OtherContent> Contents
    {
        get
        {
            var data = new TheoryData<string, OtherContent>();
            foreach (var user in StateUser.All)
                foreach (var content in user.Contents.Keys) data.Add(user.Name, content);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Users))]
    public void Other_options_are_refused_with_both_values(string name)
    {
        using var folder = new TemporaryFolder();
        string message = Refused(StateUser.Find(name), new StateRun(prepared.Inputs, prepared.Copy(name, folder)) { OtherOption = true });
        Assert.Contains("seed = 1, now it is 2", message);
    }

    [Theory]
    [MemberData(nameof(Contents))]
    public void Other_content_under_the_same_name_is_refused_by_name(string name, OtherContent content)
    {
        using var folder = new TemporaryFolder();
        using var inputs = new StateInputs();
        var user = StateUser.Find(name);
        string run = prepared.Copy(name, folder);
        inputs.Change(content);
        string message = Refused(user, new StateRun(inputs, run));
        Assert.Contains($" has {user.Contents[content]} = ", message);
    }

    [Theory]
    [MemberData(nameof(Users))]
    public void Equal_content_elsewhere_is_gone_on_with(string name)
    {
        using var folder = new TemporaryFolder();
        using var inputs = new StateInputs();
        Assert.Equal(prepared.Result(name), StateUser.Find(name).Run(new StateRun(inputs, prepared.Copy(name, folder))));
    }

    [Theory]
    [MemberData(nameof(Users))]
    public void The_state_of_another_training_is_refused(string name)
    {
        var user = StateUser.Find(name);
        using var folder = new TemporaryFolder();
        string run = prepared.Copy(name, folder);
        foreach (string file in Directory.EnumerateFiles(user.StatesIn(run))) File.Delete(file);
        using var other = new TemporaryFolder();
        var foreign = StateUser.All.First(one => one.GetType() != user.GetType());
        foreach (string file in Directory.EnumerateFiles(foreign.StatesIn(prepared.Copy(foreign.Name, other))))
            File.Copy(file, Path.Combine(user.StatesIn(run), Path.GetFileName(file)));
        Assert.Contains("kind = ", Refused(user, new StateRun(prepared.Inputs, run)));
    }

    [Theory]
    [MemberData(nameof(Users))]
    public void What_an_earlier_version_left_is_refused_with_a_word(string name)
    {
        var user = StateUser.Find(name);
        using var folder = new TemporaryFolder();
        folder.Write($"run/{user.Earlier.Name}", user.Earlier.Text);
        var error = Assert.ThrowsAny<Exception>(() => user.Run(new StateRun(prepared.Inputs, folder.File("run"))));
        Assert.True(error is InvalidDataException or InvalidOperationException, error.ToString());
        Assert.Contains("by an earlier version", error.Message);
        Assert.Equal(user.Earlier.Text, File.ReadAllText(folder.File($"run/{user.Earlier.Name}")));
    }

    [Theory]
    [MemberData(nameof(Users))]
    public void Two_at_once_in_one_folder_are_one_and_a_refusal_with_the_firsts_number(string name)
    {
        using var folder = new TemporaryFolder();
        var user = StateUser.Find(name);
        var run = new StateRun(prepared.Inputs, folder.File("run"));
        string? refusal = null;
        string result = user.Run(run with
        {
            Stepped = step => refusal ??= Assert.Throws<InvalidOperationException>(() => user.Run(run)).Message,
        });
        Assert.Contains($"({Environment.ProcessId}) is working in '{run.Folder}' already.", refusal);
        Assert.Equal(prepared.Result(name), result);
    }

    [Theory]
    [MemberData(nameof(Users))]
    public void A_stopped_one_leaves_no_file_under_a_final_name_and_a_file_of_the_user_stays(string name)
    {
        using var folder = new TemporaryFolder();
        var user = StateUser.Find(name);
        string run = prepared.Copy(name, folder);
        Assert.All(user.Results, result => Assert.False(File.Exists(Path.Combine(run, result)), result));
        string[] mine = ["run/thesis.tmp", "run/.thesis.tmp", $"{Path.GetRelativePath(folder.Path, user.StatesIn(run))}/thesis.tmp"];
        foreach (string file in mine) folder.Write(file, "mine");
        user.Run(new StateRun(prepared.Inputs, run));
        Assert.All(user.Results, result => Assert.True(File.Exists(Path.Combine(run, result)), result));
        Assert.All(mine, file => Assert.Equal("mine", File.ReadAllText(folder.File(file))));
        Assert.Equal(mine.Order(), Directory.EnumerateFiles(folder.Path, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
            .Where(file => file.EndsWith(".tmp", StringComparison.Ordinal) || file.EndsWith(".lock", StringComparison.Ordinal))
            .Select(file => Path.GetRelativePath(folder.Path, file)).Order());
    }

    static string Refused(StateUser user, StateRun run)
    {
        string message = Assert.Throws<InvalidOperationException>(() => user.Run(run)).Message;
        Assert.DoesNotContain('\n', message);
        Assert.All(user.Results, result => Assert.False(File.Exists(Path.Combine(run.Folder, result)), result));
        return message;
    }
}
