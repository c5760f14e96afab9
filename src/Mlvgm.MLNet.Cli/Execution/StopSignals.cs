using System.Runtime.InteropServices;

namespace Mlvgm.MLNet.Cli.Execution;

/// <summary>
/// What asks a verb to stop: Ctrl-C, SIGTERM, and the SIGHUP of a terminal that is closed. The first lets it end in order, keeping its state; Ctrl-C after that
/// ends the process at once.
/// </summary>
sealed class StopSignals : IDisposable
{
    readonly CancellationTokenSource _source;
    readonly TextWriter _error;
    readonly PosixSignalRegistration[] _registrations;
    int _asked;

    /// <summary>Listens until it is disposed. Signals that this process was started to ignore, as under nohup, stay ignored.</summary>
    /// <param name="error">Told that the verb is stopping.</param>
    /// <param name="cancellation">Stops the verb as well.</param>
    public StopSignals(TextWriter error, CancellationToken cancellation)
    {
        (_error, _source) = (error, CancellationTokenSource.CreateLinkedTokenSource(cancellation));
        PosixSignal[] signals = [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP];
        _registrations = [.. signals.Select(signal => PosixSignalRegistration.Create(signal, Stop))];
    }

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Stops listening.</summary>
    public void Dispose()
    {
        foreach (var registration in _registrations) registration.Dispose();
        _source.Dispose();
    }

    void Stop(PosixSignalContext context)
    {
        context.Cancel = true;
        if (Interlocked.Exchange(ref _asked, 1) == 0)
        {
            _error.WriteLine("mlvgm: stopping after what is being computed; Ctrl-C again ends at once.");
            _source.Cancel();
        }
        else if (context.Signal == PosixSignal.SIGINT) ExitNow();
    }

    /// <summary>Ends the process without waiting for anything: what native libraries do at an orderly exit needs their threads to be idle.</summary>
    static void ExitNow()
    {
        // A progress bar hides the cursor.
        if (!Console.IsOutputRedirected) Console.OpenStandardOutput().Write("\e[?25h"u8);
        if (OperatingSystem.IsWindows()) Environment.Exit(ExitCode.Interrupted);
        else Exit(ExitCode.Interrupted);
    }

    [DllImport("libc", EntryPoint = "_exit")]
    static extern void Exit(int code);
}
