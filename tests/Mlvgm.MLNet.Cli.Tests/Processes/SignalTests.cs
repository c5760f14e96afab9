using System.Runtime.InteropServices;
using Mlvgm.MLNet.Cli.Execution;

namespace Mlvgm.MLNet.Cli.Tests.Processes;

/// <summary>Real processes that are asked to stop.</summary>
public sealed class SignalTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("train", PosixSignal.SIGINT)]
    [InlineData("train", PosixSignal.SIGTERM)]
    [InlineData("train", PosixSignal.SIGHUP)]
    [InlineData("train-generator nvae", PosixSignal.SIGHUP)]
    [InlineData("train-generator refine", PosixSignal.SIGTERM)]
    [InlineData("measure", PosixSignal.SIGHUP)]
    public void A_verb_that_is_asked_to_stop_keeps_its_state_writes_no_result_and_goes_on_from_there(string name, PosixSignal signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || MlvgmProcess.IsIgnored(signal), $"{signal} is ignored by what the tests were started from.");
        var verb = LongVerb.Find(name);
        using (var first = verb.Start(_folder))
        {
            first.WaitFor("/1000000");
            first.Send(signal);
            first.WaitFor("mlvgm: stopping");
            Assert.Equal(ExitCode.Failure, first.Finish());
            Assert.Contains("mlvgm: interrupted.", first.Text);
        }
        int reached = verb.LastState(_folder);
        Assert.True(reached > 0);
        Assert.All(verb.Results, result => Assert.False(File.Exists(Path.Combine(_folder.File("out"), result)), result));
        using var second = verb.Start(_folder);
        second.WaitFor("Going on from");
        second.WaitFor("/1000000");
        Assert.Contains($"step-{reached:D9}.safetensors", second.Text);
    }

    [Fact]
    public void A_second_interrupt_ends_the_process_at_once()
    {
        Assert.SkipWhen(
            OperatingSystem.IsWindows() || MlvgmProcess.IsIgnored(PosixSignal.SIGINT), "SIGINT is ignored by what the tests were started from.");
        // A step takes seconds, in the midst of which only the second signal can end it.
        using var process = new MlvgmProcess(
            "train", TinyModels.Generator(_folder), "--out", _folder.File("out"), "--steps", "10", "--batch", "256", "--backbone", "resnet50", "--width", "64",
            "--device", "cpu");
        process.WaitFor("step 1/10");
        process.Send(PosixSignal.SIGINT);
        process.WaitFor("mlvgm: stopping");
        process.Send(PosixSignal.SIGTERM);
        process.Send(PosixSignal.SIGINT);
        Assert.Equal(ExitCode.Interrupted, process.Finish());
        Assert.Equal(0, LongVerb.Find("train").LastState(_folder));
    }

    public void Dispose() => _folder.Dispose();
}
