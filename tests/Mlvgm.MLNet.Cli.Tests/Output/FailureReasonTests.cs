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
    public void An_interruption_is_called_so() => Assert.Equal("interrupted.", FailureReason.Of(new TaskCanceledException()));

    [Fact]
    public void A_defect_keeps_its_type() => Assert.Contains("NullReferenceException", FailureReason.Of(new NullReferenceException("oops")));
}
