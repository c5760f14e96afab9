using System.Diagnostics;
using System.Globalization;

namespace Mlvgm.Testing.Services;

/// <summary>
/// A web application of this repository in a process of its own, on a port of the loopback: its memory can be measured, and it can be told to stop.
/// </summary>
public sealed class ServiceProcess : IAsyncDisposable
{
    const string Listening = "Now listening on: ";
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    readonly Process _process;
    readonly Task<string> _errors;

    ServiceProcess(Process process, Task<string> errors, Uri address) => (_process, _errors, Address) = (process, errors, address);

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>The most memory that it has had so far, in bytes.</summary>
    public long PeakMemory => 1024 * Kilobytes("VmHWM");

    /// <summary>The memory that it has, in bytes.</summary>
    public long Memory => 1024 * Kilobytes("VmRSS");

    /// <summary>Starts a program that lies beside this one, and waits until it listens.</summary>
    /// <exception cref="InvalidOperationException">It ended first; the message has what it said.</exception>
    public static async Task<ServiceProcess> Start(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, program), [.. arguments, "--urls", "http://127.0.0.1:0"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["Logging__LogLevel__Microsoft.AspNetCore"] = "Warning";
        var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var address = new TaskCompletionSource<Uri>();
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is null) address.TrySetException(new InvalidOperationException($"{program} ended before it listened."));
            else if (line.Data.IndexOf(Listening, StringComparison.Ordinal) is >= 0 and var at)
                address.TrySetResult(new Uri(line.Data[(at + Listening.Length)..].Trim()));
        };
        process.BeginOutputReadLine();
        try
        {
            return new ServiceProcess(process, errors, await address.Task.WaitAsync(Patience));
        }
        catch (InvalidOperationException e)
        {
            throw new InvalidOperationException($"{e.Message} {await errors}", e);
        }
    }

    /// <summary>Sends SIGTERM.</summary>
    public void Terminate()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>The exit code, once it has ended, and what it said on standard error.</summary>
    public async Task<(int Code, string Errors)> Exit()
    {
        await _process.WaitForExitAsync().WaitAsync(Patience);
        return (_process.ExitCode, await _errors);
    }

    /// <summary>Ends it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    // The number is set off by a tab and as many blanks as its digits leave.
    long Kilobytes(string field) => long.Parse(
        File.ReadLines($"/proc/{_process.Id}/status").First(line => line.StartsWith(field, StringComparison.Ordinal))
            .Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1],
        NumberStyles.None, CultureInfo.InvariantCulture);
}
