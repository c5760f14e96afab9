using System.Globalization;

namespace Mlvgm.Benchmarks.Endurance;

/// <summary>
/// Every verb that goes on, killed without notice at random moments and started again, some times in each run; what a run leaves in the end is compared
/// with what one left that was never killed.
/// </summary>
static class KilledRuns
{
    const int MostInARun = 10;
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(20);

    static readonly Dictionary<string, string?> OneThread = new() { ["OMP_NUM_THREADS"] = "1" };

    /// <summary>Kills the verbs named, or every one, and adds a line for each kill and each run to a CSV file.</summary>
    /// <param name="output">Receives a row of the table for each verb.</param>
    /// <param name="csv">The file.</param>
    /// <param name="kills">Kills of each verb.</param>
    /// <param name="names">Verbs; all when empty.</param>
    public static void Run(TextWriter output, string csv, int kills, IReadOnlyCollection<string> names)
    {
        using var inputs = new TinyInputs();
        using var lines = new StreamWriter(csv) { AutoFlush = true };
        lines.WriteLine("verb,run,start,end,at_seconds,of_seconds,has_state,unfinished_files,exit_code,passed_over,differing_files,left_files");
        output.WriteLine(KillTally.Header);
        foreach (var (number, verb) in ResumableVerb.All.Index())
        {
            if (names.Count > 0 && !names.Contains(verb.Name)) continue;
            output.WriteLine(new Session(verb, inputs, lines, new Random(100 + number)).Kill(kills));
        }
    }

    /// <summary>One verb's runs.</summary>
    sealed class Session(ResumableVerb verb, TinyInputs inputs, TextWriter lines, Random random)
    {
        readonly KillTally _tally = new(verb.Name);
        double _whole;

        public string Kill(int kills)
        {
            var expected = Whole();
            while (_tally.Kills < kills) OneRun(Math.Min(random.Next(1, MostInARun + 1), kills - _tally.Kills), expected);
            return _tally.ToString();
        }

        /// <summary>What two runs that were not killed leave, which must be the same.</summary>
        IReadOnlyDictionary<string, string> Whole()
        {
            var (first, once) = Unkilled();
            var (second, again) = Unkilled();
            if (RunContents.Differences(first, second) is { Count: > 0 } differing)
                throw new InvalidOperationException($"Two whole runs of {verb.Name} differ in {string.Join(", ", differing)}.");
            _whole = Math.Min(once, again);
            return second;
        }

        (IReadOnlyDictionary<string, string> Contents, double Seconds) Unkilled()
        {
            using var folder = new Testing.TemporaryFolder();
            var run = Start(folder, Patience);
            if (run.ExitCode != 0) throw new InvalidOperationException($"{verb.Name} ended with {run.ExitCode}: {run.Error}{run.Output}");
            return (RunContents.Of(folder.File("out")), run.Seconds);
        }

        void OneRun(int kills, IReadOnlyDictionary<string, string> expected)
        {
            using var folder = new Testing.TemporaryFolder();
            string output = folder.File("out");
            int number = _tally.BeginRun();
            for (int start = 1; ; start++)
            {
                // The last start is left alone; until then, a moment of a whole run, whatever is left of it.
                double at = start > kills ? Patience.TotalSeconds : _whole * random.NextDouble();
                bool before = HasState(output), result = File.Exists(Path.Combine(output, verb.Result));
                var run = Start(folder, TimeSpan.FromSeconds(at));
                int passedOver = Count(run.Output + run.Error, "passed over");
                string[] unfinished = [.. RunContents.All(output).Where(MLNet.IO.UnfinishedFile.IsOne)];
                if (!run.Ended && start <= kills)
                {
                    _tally.Add(HasState(output), File.Exists(Path.Combine(output, verb.Result)), unfinished.Length, passedOver);
                    Line(number, start, "killed", at, HasState(output) ? 1 : 0, unfinished.Length, null, passedOver, null, null);
                    continue;
                }
                // Nothing was killed, and the machine has less to do than when it was timed.
                if (start == 1) _whole = Math.Min(_whole, run.Seconds);
                var differing = run.ExitCode == 0 ? RunContents.Differences(expected, RunContents.Of(output)) : [];
                _tally.End(run.ExitCode, differing, unfinished.Length, passedOver);
                Line(
                    number, start, "ended", run.Seconds, before || result ? 1 : 0, unfinished.Length, run.ExitCode, passedOver, differing.Count,
                    unfinished.Length);
                if (run.ExitCode != 0 || differing.Count > 0 || unfinished.Length > 0)
                    Console.Error.WriteLine(
                        $"{verb.Name}, run {number}: exit code {run.ExitCode}; differing {string.Join(", ", differing)}; left {string.Join(", ", unfinished)}; "
                        + run.Error);
                return;
            }
        }

        bool HasState(string output) => RunContents.All(output).Any(file => System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(
            verb.States, Path.GetRelativePath(output, file)));

        MlvgmRun Start(Testing.TemporaryFolder folder, TimeSpan time) => MlvgmRun.Of(
            [MlvgmRun.Program, .. verb.Arguments(inputs), "--device", "cpu", "--out", folder.File("out")], OneThread, time);

        void Line(int run, int start, string end, double at, int states, int unfinished, int? code, int passedOver, int? differing, int? left) =>
            lines.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{verb.Name},{run},{start},{end},{at:f3},{_whole:f3},{states},{unfinished},{code},{passedOver},{differing},{left}"));

        static int Count(string text, string part) => text.Split(part).Length - 1;
    }
}
