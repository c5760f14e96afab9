using System.Diagnostics;
using System.Text.Json;
using Mlvgm.MLNet.IO;

namespace Mlvgm.Fuzzing.Running;

/// <summary>Keeps counts, the slowest and largest cases and every kind of failure in a folder, where the next process finds them.</summary>
sealed class CaseRecord
{
    static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    readonly string _folder;
    readonly CaseCounts _counts;
    readonly double _earlierSeconds;
    long _written = Stopwatch.GetTimestamp();

    /// <param name="folder">The folder; made if absent.</param>
    public CaseRecord(string folder)
    {
        _folder = Directory.CreateDirectory(folder).FullName;
        _counts = File.Exists(CountsFile) ? JsonSerializer.Deserialize<CaseCounts>(File.ReadAllBytes(CountsFile), Json)! : new CaseCounts();
        _counts.Processes++;
        _earlierSeconds = _counts.ProcessorSeconds;
    }

    string CountsFile => Path.Combine(_folder, "counts.json");

    /// <summary>Adds a case that was read or refused.</summary>
    public void Add(byte[] bytes, CaseResult result)
    {
        if (result.Refused) _counts.Refused++;
        else _counts.Read++;
        if (result.Time.TotalMilliseconds > _counts.SlowestMilliseconds)
        {
            _counts.SlowestMilliseconds = result.Time.TotalMilliseconds;
            File.WriteAllBytes(Path.Combine(_folder, "slowest"), bytes);
        }
        if (result.Memory > _counts.LargestMemory)
        {
            _counts.LargestMemory = result.Memory;
            File.WriteAllBytes(Path.Combine(_folder, "largest"), bytes);
        }
        if (Stopwatch.GetElapsedTime(_written) > Interval) Write();
    }

    /// <summary>Adds a case that failed; the first and the shortest of each kind are kept.</summary>
    public void Add(byte[] bytes, Exception failure)
    {
        _counts.Failed++;
        string kind = Path.Combine(_folder, $"failure-{ContentHash.Of(FailureKind.Of(failure))[..12]}");
        if (!File.Exists(kind) || new FileInfo(kind).Length > bytes.Length)
        {
            File.WriteAllBytes(kind, bytes);
            File.WriteAllText(kind + ".txt", failure.ToString());
        }
        Write();
    }

    void Write()
    {
        _written = Stopwatch.GetTimestamp();
        _counts.ProcessorSeconds = _earlierSeconds + Environment.CpuUsage.TotalTime.TotalSeconds;
        using (var process = Process.GetCurrentProcess()) _counts.ResidentMemory = Math.Max(_counts.ResidentMemory, process.PeakWorkingSet64);
        string unfinished = CountsFile + ".new";
        File.WriteAllBytes(unfinished, JsonSerializer.SerializeToUtf8Bytes(_counts, Json));
        File.Move(unfinished, CountsFile, overwrite: true);
    }
}
