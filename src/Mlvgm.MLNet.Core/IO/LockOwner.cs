using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Mlvgm.MLNet.IO;

/// <summary>The process that a lock belongs to, told from a later one with the same number by when it began.</summary>
/// <param name="Pid">Its number.</param>
/// <param name="Started">When it began, in the system's own units.</param>
/// <param name="Host">The machine's name.</param>
/// <param name="Boot">What the machine calls its present boot; empty where it has no name for it.</param>
/// <param name="Token">Tells two locks of one process apart.</param>
sealed record LockOwner(int Pid, string Started, string Host, string Boot, string Token)
{
    const string BootFile = "/proc/sys/kernel/random/boot_id";
    const int StartField = 22;

    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true };

    /// <summary>This process.</summary>
    public static LockOwner Current() => new(Environment.ProcessId, StartOf(Environment.ProcessId) ?? "", Environment.MachineName, ThisBoot, Path.GetRandomFileName());

    static string ThisBoot => File.Exists(BootFile) ? File.ReadAllText(BootFile).Trim() : "";

    /// <summary>The owner as the text of a lock file.</summary>
    public string ToText() => JsonSerializer.Serialize(this, Json);

    /// <summary>The owner that a lock file names; null where it names none.</summary>
    public static LockOwner? Parse(string text)
    {
        try
        {
            return text.Length == 0 ? null : JsonSerializer.Deserialize<LockOwner>(text, Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Whether this is another machine, or may be, so that nothing is known about the process.</summary>
    public bool IsElsewhere => Host != Environment.MachineName && (Boot.Length == 0 || Boot != ThisBoot);

    /// <summary>Whether the process is there still, on this machine.</summary>
    public bool IsAlive => (Boot.Length == 0 || Boot == ThisBoot) && StartOf(Pid) == Started;

    /// <summary>Null where there is no such process.</summary>
    static string? StartOf(int pid)
    {
        try
        {
            // .NET's own start time is reckoned from the clock and differs from one reader to the next.
            if (OperatingSystem.IsLinux())
            {
                string stat = File.ReadAllText(FormattableString.Invariant($"/proc/{pid}/stat"));
                // The second field is the program's name in brackets, in which there may be spaces.
                return stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[StartField - 3];
            }
            using var process = Process.GetProcessById(pid);
            return process.StartTime.ToUniversalTime().Ticks.ToString(CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or InvalidOperationException or Win32Exception)
        {
            return null;
        }
    }
}
