namespace Mlvgm.MLNet.Cli.Execution;

/// <summary>What the process returns.</summary>
static class ExitCode
{
    /// <summary>The verb did what it was asked for.</summary>
    public const int Success = 0;

    /// <summary>It failed or was interrupted; the standard error has one line with the reason.</summary>
    public const int Failure = 1;

    /// <summary>The arguments do not make a command.</summary>
    public const int Usage = 2;

    /// <summary>It was ended at once by a second Ctrl-C, as a shell says it: 128 and the signal's number.</summary>
    public const int Interrupted = 130;
}
