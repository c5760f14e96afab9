using System.CommandLine;

namespace Mlvgm.MLNet.Cli.Execution;

/// <summary>How a command is run.</summary>
sealed class Invocation : InvocationConfiguration
{
    /// <summary>Where verbs that run for a while do their work.</summary>
    public TaskScheduler Worker { get; init; } = TaskScheduler.Default;

    /// <summary>Whether signals to this process stop such verbs.</summary>
    public bool ListensToSignals { get; init; }
}
