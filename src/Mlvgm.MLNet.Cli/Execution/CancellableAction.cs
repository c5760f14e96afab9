using System.CommandLine;

namespace Mlvgm.MLNet.Cli.Execution;

/// <summary>Verbs that run for a while.</summary>
static class CancellableAction
{
    /// <summary>
    /// Runs <paramref name="action"/> when the command is called, with a token that Ctrl-C, SIGTERM and SIGHUP cancel. What it starts in turn does not see
    /// its scheduler: parallel loops use the thread pool.
    /// </summary>
    public static void SetCancellable(this Command command, Action<ParseResult, CancellationToken> action) =>
        command.SetAction((parsed, cancellationToken) => Task.Factory.StartNew(
            () =>
            {
                var invocation = (Invocation)parsed.InvocationConfiguration;
                using var signals = invocation.ListensToSignals ? new StopSignals(invocation.Error, cancellationToken) : null;
                action(parsed, signals?.Token ?? cancellationToken);
                return ExitCode.Success;
            },
            CancellationToken.None, TaskCreationOptions.HideScheduler, ((Invocation)parsed.InvocationConfiguration).Worker));
}
