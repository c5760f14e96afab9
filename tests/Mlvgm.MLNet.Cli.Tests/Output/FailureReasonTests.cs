using Mlvgm.MLNet.Cli.Output;

namespace Mlvgm.MLNet.Cli.Tests.Output;

public class FailureReasonTests
{
    [Fact]
    public void A_parameter_name_says_nothing_to_a_user() =>
        Assert.Equal("There is no model 'x'.", FailureReason.Of(new ArgumentException("There is no model 'x'.", "name")));

    [Fact]
    public void Several_lines_become_one() => Assert.Equal("one two", FailureReason.Of(new IOException("one\r\n  two\n")));

    [Fact]
    public void A_message_cannot_command_the_terminal() => Assert.Equal("a\uFFFD[2Jb", FailureReason.Of(new IOException("a\u001b[2Jb")));

    [Fact]
    public void Wrappers_are_taken_off() => Assert.Equal(
        "no library", FailureReason.Of(new AggregateException(new TypeInitializationException("T", new DllNotFoundException("no library")))));

    [Fact]
    public void What_the_disk_or_a_right_forbids_is_said_with_what_to_do()
    {
        bool windows = OperatingSystem.IsWindows();
        Assert.Equal("full : '/x'. Make room there, or name another folder.", FailureReason.Of(new IOException("full : '/x'", windows ? 112 : 28)));
        Assert.Equal("read-only : '/x'. Name another folder.", FailureReason.Of(new IOException("read-only : '/x'", windows ? 19 : 30)));
        Assert.Equal("denied. This user has no right to it, or it is no file; name another.", FailureReason.Of(new UnauthorizedAccessException("denied.")));
        Assert.Equal("gone", FailureReason.Of(new FileNotFoundException("gone")));
    }

    [Fact]
    public void An_interruption_is_called_so() => Assert.Equal("interrupted.", FailureReason.Of(new TaskCanceledException()));

    [Fact]
    public void A_defect_keeps_its_type() => Assert.Contains("NullReferenceException", FailureReason.Of(new NullReferenceException("oops")));
}
