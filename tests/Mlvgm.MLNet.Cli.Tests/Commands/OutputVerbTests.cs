using Mlvgm.MLNet.Cli.Execution;

namespace Mlvgm.MLNet.Cli.Tests.Commands;

/// <summary>What every verb with an output folder refuses in one way: one line that names what was wrong, and nothing written.</summary>
public sealed class OutputVerbTests(VerbInputs inputs) : IClassFixture<VerbInputs>, IDisposable
{
    readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Verbs => [.. OutputVerb.All.Keys];

    public static TheoryData<string, char> Inputs
    {
        get
        {
            var data = new TheoryData<string, char>();
            foreach (var (name, verb) in OutputVerb.All)
                foreach (char input in "GED".Where(verb.Takes)) data.Add(name, input);
            return data;
        }
    }

    public static TheoryData<string> WithSettings => [.. OutputVerb.All.Where(pair => pair.Value.Wrong.Length > 0).Select(pair => pair.Key)];

    string Out => _folder.File("out");

    [Theory]
    [MemberData(nameof(Inputs))]
    public async Task An_input_that_is_not_there_is_named_and_no_folder_is_made(string name, char input)
    {
        string missing = _folder.File("missing");
        var run = await Run(OutputVerb.All[name].Words(
            input == 'G' ? missing : inputs.Generator, input == 'E' ? missing : inputs.Encoder, input == 'D' ? missing : inputs.Data));
        AssertRefused(run, ExitCode.Failure, missing);
        Assert.False(Directory.Exists(Out), string.Join(", ", Directory.Exists(Out) ? Directory.GetFileSystemEntries(Out) : []));
    }

    [Theory]
    [MemberData(nameof(Inputs))]
    public async Task An_input_of_another_kind_is_named_and_no_folder_is_made(string name, char input)
    {
        string other = _folder.Write("other.txt", "something else altogether, and long enough to have a beginning");
        var run = await Run(OutputVerb.All[name].Words(
            input == 'G' ? other : inputs.Generator, input == 'E' ? other : inputs.Encoder, input == 'D' ? other : inputs.Data));
        AssertRefused(run, ExitCode.Failure, "other.txt");
        Assert.False(Directory.Exists(Out), string.Join(", ", Directory.Exists(Out) ? Directory.GetFileSystemEntries(Out) : []));
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task A_file_in_the_place_of_the_output_folder_is_named_and_stays(string name)
    {
        _folder.Write("out", "mine");
        AssertRefused(await Run(Words(name)), ExitCode.Failure, Out);
        Assert.Equal("mine", File.ReadAllText(Out));
        Assert.Equal([Out], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task A_device_that_is_none_is_named_with_those_there_are(string name)
    {
        AssertRefused(await Run([.. Words(name), "--device", "gpu"]), null, "'gpu'", "auto, cpu");
        Assert.False(Directory.Exists(Out));
    }

    [Theory]
    [MemberData(nameof(WithSettings))]
    public async Task Two_settings_that_are_wrong_are_both_named(string name)
    {
        var verb = OutputVerb.All[name];
        string[] taken = [.. verb.Wrong.Select(wrong => wrong.Option)];
        // A setting is given once: the right values of these are left out.
        var words = Words(name).ToList();
        foreach (string option in taken.Where(words.Contains))
        {
            int at = words.IndexOf(option);
            words.RemoveRange(at, 1 + words.Skip(at + 1).TakeWhile(word => !word.StartsWith("--", StringComparison.Ordinal)).Count());
        }
        var run = await Run([.. words, .. verb.Wrong.SelectMany(wrong => wrong.Words.Split(' '))]);
        Assert.Equal((ExitCode.Usage, ""), (run.ExitCode, run.Output));
        Assert.All(taken, option => Assert.Contains(option, run.Error));
        Assert.All(run.Error.TrimEnd().Split('\n'), line => Assert.StartsWith("mlvgm: ", line));
        Assert.False(Directory.Exists(Out));
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task Without_an_output_folder_or_with_an_unknown_option_it_is_wrong_usage(string name)
    {
        if (name != "evaluate")
        {
            var none = await CliRun.Of(Words(name));
            Assert.Equal((ExitCode.Usage, ""), (none.ExitCode, none.Output));
            Assert.Contains("'--out'", none.Error);
        }
        var unknown = await Run([.. Words(name), "--nonesuch", "1"]);
        Assert.Equal((ExitCode.Usage, ""), (unknown.ExitCode, unknown.Output));
        Assert.Contains("--nonesuch", unknown.Error);
        Assert.Contains($"run 'mlvgm {name} --help'", unknown.Error);
        Assert.False(Directory.Exists(Out));
    }

    [Theory]
    [InlineData("evaluate")]
    [InlineData("experiment")]
    [InlineData("transfer")]
    [InlineData("feeding")]
    [InlineData("measure")]
    public async Task A_budget_is_a_number_of_minutes(string name)
    {
        foreach (string budget in (string[])["0", "-1", "1e9", "NaN", "soon", "1,5"])
        {
            var run = await Run([.. Words(name), "--budget", budget]);
            Assert.NotEqual(ExitCode.Success, run.ExitCode);
            // What is no number is refused by the command line, a number out of range by the setting.
            Assert.Matches(budget is "soon" or "1,5" ? $"--budget is '{budget}'; " : $@"--budget\) is {(budget == "1e9" ? "1000000000" : budget)}; it is in \(0, 35791\]", run.Error);
            Assert.False(Directory.Exists(Out));
        }
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task The_result_is_there_and_nothing_else_than_what_is_said_at_the_end(string name)
    {
        var run = await Run([.. Words(name), "--device", "cpu"]);
        Assert.Equal(("", ExitCode.Success), (run.Error, run.ExitCode));
        Assert.True(File.Exists(Path.Combine(Out, OutputVerb.All[name].Result)), string.Join(", ", Directory.GetFileSystemEntries(Out)));
        Assert.DoesNotContain(Directory.EnumerateFiles(Out, "*", SearchOption.AllDirectories), file =>
            Path.GetFileName(file).Contains(".partial", StringComparison.Ordinal));
        Assert.DoesNotContain(Directory.EnumerateFiles(Out, "*", SearchOption.AllDirectories), IO.UnfinishedFile.IsOne);
        Assert.Equal([Out], Directory.GetFileSystemEntries(_folder.Path));
    }

    public void Dispose() => _folder.Dispose();

    string[] Words(string name) => OutputVerb.All[name].Words(inputs.Generator, inputs.Encoder, inputs.Data);

    Task<CliRun> Run(string[] words) => CliRun.Of([.. words, "--out", Out]);

    static void AssertRefused(CliRun run, int? code, params string[] reasons)
    {
        Assert.NotEqual(ExitCode.Success, run.ExitCode);
        if (code is { } expected) Assert.Equal(expected, run.ExitCode);
        Assert.StartsWith("mlvgm: ", run.Error);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
        Assert.All(reasons, reason => Assert.Contains(reason, run.Error));
        Assert.DoesNotContain("   at ", run.Error);
    }
}
