// Fuzzes the readers of tests/Mlvgm.Fuzzing by AFL++ and SharpFuzz, and writes what came of it into the table of docs/results/fuzzing.md.
//
//   dotnet run eng/fuzz.cs -- [--minutes=30] [--at-once=4] [READER ...]
//
// All readers where none is named. Needs Linux, and afl++ from Debian, which it installs where it may. Inputs, corpora and failures stay in
// artifacts/fuzzing/READER; `dotnet tests/Mlvgm.Fuzzing/bin/Release/net10.0/linux-x64/Mlvgm.Fuzzing.dll again READER FILE` reads one again.

using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

const string Page = "docs/results/fuzzing.md", Head = "| reader |", Program = "Mlvgm.Fuzzing.dll";
const string Built = "tests/Mlvgm.Fuzzing/bin/Release/net10.0/linux-x64";
int Number(string name, int otherwise) => args.LastOrDefault(argument => argument.StartsWith(name, StringComparison.Ordinal)) is { } given
    ? int.Parse(given[name.Length..], CultureInfo.InvariantCulture)
    : otherwise;
int minutes = Number("--minutes=", 30), atOnce = Number("--at-once=", 4);

if (!File.Exists(Page)) throw new InvalidOperationException($"There is no {Page}: call this from the root of the repository.");
if (!File.Exists("/usr/bin/afl-fuzz")) Run("apt-get", "install", "-y", "--no-install-recommends", "afl++");
Run("dotnet", "build", "-c", "Release", "tests/Mlvgm.Fuzzing", "-v", "q", "-nologo");

// The libraries are rewritten in a copy; libtorch and the like are linked.
string artifacts = Path.GetFullPath("artifacts/fuzzing"), copy = Path.Combine(artifacts, $"program-{Environment.ProcessId}");
// Files that readers are given are in memory.
string scratch = $"/dev/shm/mlvgm-fuzz-{Environment.ProcessId}";
Directory.CreateDirectory(artifacts);
Run("cp", "-rl", Built, copy);
foreach (string library in Directory.GetFiles(copy, "Mlvgm.*.dll"))
{
    File.Delete(library);
    File.Copy(Path.Combine(Built, Path.GetFileName(library)), library);
}
Run("dotnet", Path.Combine(Built, Program), "instrument", copy);

string[] all = Output("dotnet", Path.Combine(Built, Program), "list").Split('\n', StringSplitOptions.RemoveEmptyEntries);
string[] named = [.. args.Where(argument => !argument.StartsWith("--", StringComparison.Ordinal))];
await Parallel.ForEachAsync(named.Length == 0 ? all : named, new ParallelOptions { MaxDegreeOfParallelism = atOnce }, async (reader, _) =>
{
    await FuzzAsync(reader);
    string folder = Path.Combine(artifacts, reader);
    string row = File.Exists(Path.Combine(folder, "record/counts.json")) ? Row(reader, folder) : "";
    lock (args)
    {
        Console.WriteLine($"{DateTime.Now:HH:mm} {(row.Length > 0 ? row : $"{reader}: it did not start, see {folder}/log")}");
        if (row.Length > 0) Tabulate(reader, row);
    }
});
Directory.Delete(copy, recursive: true);
Directory.Delete(scratch, recursive: true);
return 0;

async Task FuzzAsync(string reader)
{
    string folder = Path.Combine(artifacts, reader), seeds = Path.Combine(folder, "seeds"), words = Path.Combine(folder, "words");
    if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    Run("dotnet", Path.Combine(Built, Program), "seeds", reader, seeds);
    File.WriteAllLines(words, Words(seeds));
    // One change at a time (-D) leaves most of an input readable; then many at once find branches.
    string Half(string options) => $"nice -n 19 afl-fuzz {options} -o {folder}/afl -x {words} -t 120000 -m none -G 65536 -V {30 * minutes} -- " +
        $"dotnet {copy}/{Program} run {reader} {folder}/record >> {folder}/log 2>&1";
    // Times are those of afl-fuzz and of the processes that it waited for.
    string command = $"{Half($"-D -i {seeds}")}; {Half("-i -")}; times > {folder}/times";
    using var process = Process.Start(new ProcessStartInfo("bash", ["-c", command])
    {
        Environment =
        {
            ["TMPDIR"] = Directory.CreateDirectory(Path.Combine(scratch, reader)).FullName,
            ["AFL_SKIP_BIN_CHECK"] = "1",
            ["AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES"] = "1",
            ["AFL_SKIP_CPUFREQ"] = "1",
            ["AFL_NO_AFFINITY"] = "1",
            ["AFL_NO_UI"] = "1",
            ["AFL_FORKSRV_INIT_TMOUT"] = "600000",
            ["AFL_MAP_SIZE"] = "65536",
            // A case that takes more than two GiB ends in an exception, not the machine.
            ["DOTNET_GCHeapHardLimit"] = "0x80000000",
        },
    })!;
    Console.WriteLine($"{DateTime.Now:HH:mm} {reader}");
    await process.WaitForExitAsync();
}

// A fuzzer that looks at branches alone never finds a word; those of the seeds, and what is hard to read in JSON, are given.
static IEnumerable<string> Words(string seeds)
{
    string[] hard = ["null", "true", "[]", "{}", ",", ":", "-1", "0", "1e999", "18446744073709551616", "NaN", "\\\"\\x5cud800\\\"", "\\\"a\\\":1,"];
    var texts = Directory.GetFiles(seeds).Select(file => Encoding.Latin1.GetString(File.ReadAllBytes(file)));
    var found = texts.SelectMany(text => Regex.Matches(text, "[A-Za-z0-9_.-]{2,32}")).Select(match => match.Value);
    return hard.Concat(found).Distinct().Take(200).Select((word, i) => $"w{i}=\"{word}\"");
}

string Row(string reader, string folder)
{
    var afl = File.ReadLines(Path.Combine(folder, "afl/default/fuzzer_stats")).Select(line => line.Split(':', 2))
        .ToDictionary(pair => pair[0].Trim(), pair => pair[1].Trim());
    using var counts = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "record/counts.json")));
    double Of(string name) => counts.RootElement.GetProperty(name).GetDouble();
    static double Parsed(Group digits) => double.Parse(digits.Value, CultureInfo.InvariantCulture);
    string times = File.ReadAllText(Path.Combine(folder, "times"));
    double waited = Regex.Matches(times, @"(\d+)m([\d.]+)s").Sum(time => 60 * Parsed(time.Groups[1]) + Parsed(time.Groups[2]));
    double seconds = 60 * minutes, cases = Of("read") + Of("refused") + Of("failed");
    int failures = Directory.GetFiles(Path.Combine(folder, "record"), "failure-*.txt").Length;
    // What waited for the machine alone is none: the processor time of a case is bounded when it is read again.
    int hangs = Directory.GetDirectories(Path.Combine(folder, "afl/default"), "hangs*").SelectMany(hang => Directory.GetFiles(hang, "id*"))
        .Count(hang => Fails(reader, hang));
    return string.Create(CultureInfo.InvariantCulture,
        $"| {reader} | {minutes} | {(Of("processorSeconds") + waited) / 60:F1} | {cases:N0} | {cases / seconds:F0} | {Of("read"):N0} | " +
        $"{afl["edges_found"]} | {afl["corpus_count"]} | {failures} | {hangs} | {Of("slowestMilliseconds"):F0} | " +
        $"{Of("largestMemory") / (1 << 20):F1} | {Of("residentMemory") / (1 << 20):F0} |");
}

void Tabulate(string reader, string row)
{
    List<string> lines = [.. File.ReadLines(Page)];
    int first = lines.FindIndex(line => line.StartsWith(Head, StringComparison.Ordinal)) + 2;
    int end = lines.FindIndex(first, line => !line.StartsWith('|'));
    if (end < 0) end = lines.Count;
    var rows = lines[first..end].Where(line => !line.StartsWith($"| {reader} |", StringComparison.Ordinal)).Append(row);
    var sorted = rows.OrderBy(line => Array.IndexOf(all, line.Split('|')[1].Trim())).ToList();
    File.WriteAllLines(Page, [.. lines[..first], .. sorted, .. lines[end..]]);
}

static bool Fails(string reader, string input)
{
    var start = new ProcessStartInfo("dotnet", [Path.Combine(Built, Program), "again", reader, input]) { RedirectStandardOutput = true };
    using var process = Process.Start(start)!;
    process.StandardOutput.ReadToEnd();
    process.WaitForExit();
    return process.ExitCode != 0;
}

static void Run(string program, params string[] arguments) => Output(program, arguments);

static string Output(string program, params string[] arguments)
{
    using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
    string text = process.StandardOutput.ReadToEnd();
    process.WaitForExit();
    return process.ExitCode == 0 ? text : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {text}");
}
