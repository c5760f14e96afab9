using System.CommandLine;

namespace Mlvgm.MLNet.Cli.Commands;

/// <summary>Verbs that run for a while.</summary>
static class CancellableAction
{
    /// <summary>
    /// Runs <paramref name="action"/> when the command is called, with a token that Ctrl-C cancels. It runs as a task of its own,
    /// because System.CommandLine listens for Ctrl-C only once the action has returned its task. What it starts in turn does not see its
    /// scheduler: parallel loops use the thread pool.
    /// </summary>
    public static void SetCancellable(this Command command, Action<ParseResult, CancellationToken> action) =>
        command.SetAction((parsed, cancellationToken) => Task.Factory.StartNew(
            () =>
            {
                action(parsed, cancellationToken);
                return ExitCode.Success;
            },
            CancellationToken.None, TaskCreationOptions.HideScheduler, ((Invocation)parsed.InvocationConfiguration).Worker));
}
