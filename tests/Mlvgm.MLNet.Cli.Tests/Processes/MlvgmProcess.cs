using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using Mlvgm.MLNet.Cli.Execution;

namespace Mlvgm.MLNet.Cli.Tests.Processes;

/// <summary>The program in a process of its own, whose output is read line by line as it comes.</summary>
sealed class MlvgmProcess : IDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    readonly Process _process;
    readonly StringBuilder _text = new();
    readonly object _gate = new();
    int _open = 2;

    public MlvgmProcess(params IReadOnlyList<string> args) : this(args, new Dictionary<string, string?>())
    {
    }

    /// <param name="args">What comes after its name.</param>
    /// <param name="environment">Variables, beside those of this process; null takes one away.</param>
    public MlvgmProcess(IReadOnlyList<string> args, IReadOnlyDictionary<string, string?> environment)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "mlvgm.dll"), .. args])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["OMP_NUM_THREADS"] = "1";
        foreach (var (name, value) in environment) start.Environment[name] = value;
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Add(line.Data);
        _process.ErrorDataReceived += (_, line) => Add(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Its number.</summary>
    public int Id => _process.Id;

    /// <summary>All that it has written.</summary>
    public string Text
    {
        get
        {
            lock (_gate) return _text.ToString();
        }
    }

    /// <summary>Returns once it has written a line with this text.</summary>
    public void WaitFor(string text)
    {
        var end = DateTime.UtcNow + Patience;
        lock (_gate)
        {
            while (!_text.ToString().Contains(text, StringComparison.Ordinal))
            {
                Assert.True(_open > 0, $"It ended without '{text}': {_text}");
                Assert.True(Monitor.Wait(_gate, end - DateTime.UtcNow), $"It did not write '{text}' in {Patience}: {_text}");
            }
        }
    }

    /// <summary>
    /// Whether a signal is ignored by what the tests were started from, as under nohup or in the background of a script; programs that they start inherit that.
    /// </summary>
    public static bool IsIgnored(PosixSignal signal)
    {
        const string Field = "SigIgn:";
        if (!OperatingSystem.IsLinux()) return false;
        string line = File.ReadLines("/proc/self/status").First(text => text.StartsWith(Field, StringComparison.Ordinal));
        ulong ignored = ulong.Parse(line.AsSpan(Field.Length).Trim(), System.Globalization.NumberStyles.HexNumber, System.Globalization.CultureInfo.InvariantCulture);
        return (ignored >> (Number(signal) - 1) & 1) != 0;
    }

    /// <summary>Sends a signal.</summary>
    public void Send(PosixSignal signal) => Assert.Equal(0, Kill(Id, Number(signal)));

    static int Number(PosixSignal signal) => signal switch
    {
        PosixSignal.SIGHUP => 1,
        PosixSignal.SIGINT => 2,
        _ => 15,
    };

    /// <summary>Kills it without notice.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    /// <summary>Waits for its end and all that it wrote, and returns its exit code.</summary>
    public int Finish()
    {
        bool ended = _process.WaitForExit(Patience);
        if (!ended) _process.Kill();
        Assert.True(ended, $"It did not end in {Patience}: {Text}");
        _process.WaitForExit();
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited) Kill();
        _process.Dispose();
    }

    void Add(string? line)
    {
        lock (_gate)
        {
            if (line is null) _open--;
            else _text.AppendLine(line);
            Monitor.PulseAll(_gate);
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    static extern int Kill(int process, int signal);
}
