using Mlvgm.MLNet.Cli.Execution;

namespace Mlvgm.MLNet.Cli.Tests.Processes;

/// <summary>Two processes in one folder, and what one leaves that was killed.</summary>
public sealed class TwoProcessesTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Verbs => [.. LongVerb.All.Select(verb => verb.Name)];

    [Theory]
    [MemberData(nameof(Verbs))]
    public void A_second_is_refused_with_the_firsts_number_until_that_is_gone_however_it_went(string name)
    {
        var verb = LongVerb.Find(name);
        using (var first = verb.Start(_folder))
        {
            first.WaitFor("/1000000");
            using var second = verb.Start(_folder);
            Assert.Equal(ExitCode.Failure, second.Finish());
            Assert.Contains($"mlvgm: The process {first.Id} is working in '{_folder.File("out")}", second.Text);
            first.Kill();
        }
        using var third = verb.Start(_folder);
        third.WaitFor("Going on from");
        third.WaitFor("/1000000");
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public void A_run_that_is_killed_without_notice_ends_as_one_that_never_was(string name)
    {
        const int steps = 12;
        var verb = LongVerb.Find(name);
        Finish(verb, "whole", steps);
        for (int kill = 1; kill <= 3; kill++)
        {
            using var process = verb.Start(_folder, "killed", steps);
            int target = 3 * kill;
            // States are looked for, since output comes only now and then.
            Assert.True(SpinWait.SpinUntil(() => verb.LastState(_folder, "killed") >= target, TimeSpan.FromMinutes(3)), process.Text);
            process.Kill();
        }
        _folder.Write("killed/thesis.tmp", "mine");
        Finish(verb, "killed", steps);
        foreach (string result in verb.Results.Where(result => !result.StartsWith("report", StringComparison.Ordinal)))
            Assert.Equal(File.ReadAllBytes(_folder.File($"whole/{result}")), File.ReadAllBytes(_folder.File($"killed/{result}")));
        Assert.Equal([_folder.File("killed/thesis.tmp")], Directory.EnumerateFiles(
            _folder.Path, "*.tmp", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None }));
    }

    public void Dispose() => _folder.Dispose();

    void Finish(LongVerb verb, string output, int steps)
    {
        using var process = verb.Start(_folder, output, steps);
        Assert.True(process.Finish() == ExitCode.Success, process.Text);
    }
}
