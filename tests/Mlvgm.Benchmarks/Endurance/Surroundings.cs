using System.Globalization;
using Mlvgm.Testing;

namespace Mlvgm.Benchmarks.Endurance;

/// <summary>Every verb in every surrounding: a full disk, a user without rights or home, one core, little memory, other cultures.</summary>
static class Surroundings
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(20);

    /// <summary>Runs those named, or all, writes each run to a CSV file and a table of what came of them.</summary>
    public static void Run(TextWriter output, string csv, IReadOnlyCollection<string> verbs)
    {
        CultureConfiguration.Require(Surrounding.All.Single(one => one.Name == "de_DE").Variables, "de-DE 1,5");
        CultureConfiguration.Require(Surrounding.All.Single(one => one.Name == "tr_TR").Variables, "tr-TR 1,5");
        using var inputs = new TinyInputs();
        using var lines = new StreamWriter(csv) { AutoFlush = true };
        lines.WriteLine("verb,surrounding,exit_code,seconds,came_of_it,message");
        var chosen = StarvedVerb.All.Where(verb => verbs.Count == 0 || verbs.Contains(verb.Name)).ToList();
        output.WriteLine($"| verb | {string.Join(" | ", Surrounding.All.Select(one => one.Name))} |");
        output.WriteLine($"|---|{string.Concat(Surrounding.All.Select(_ => "---|"))}");
        foreach (var verb in chosen)
        {
            var usual = new Trial(verb, inputs, new Surrounding("none", Outcome.Same));
            var (first, expected) = usual.Run(bytes: 0, Patience);
            if (first.ExitCode != 0) throw new InvalidOperationException($"{verb.Name}: {first.Error}");
            long bytes = usual.Bytes;
            var cells = new List<string>();
            foreach (var surrounding in Surrounding.All)
            {
                var (run, contents) = new Trial(verb, inputs, surrounding).Run(bytes, Patience);
                string outcome = Judgement.Of(verb, surrounding, run, expected, contents);
                cells.Add(outcome);
                string name = surrounding.Name.Replace(",", ";", StringComparison.Ordinal), said = run.Error.Trim().Replace('"', '\'').Replace('\n', ' ');
                lines.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{verb.Name},{name},{run.ExitCode},{run.Seconds:f1},{outcome},\"{said}\""));
            }
            output.WriteLine($"| `{verb.Name}` | {string.Join(" | ", cells)} |");
        }
    }

    /// <summary>One run of a verb in a surrounding.</summary>
    sealed class Trial(StarvedVerb verb, TinyInputs inputs, Surrounding surrounding)
    {
        /// <summary>What the files took that it wrote.</summary>
        public long Bytes { get; private set; }

        public (MlvgmRun Run, IReadOnlyDictionary<string, string> Contents) Run(long bytes, TimeSpan time)
        {
            using var folder = new TemporaryFolder();
            SystemCommand.Do("chmod", "755", folder.Path);
            string place = folder.File("place"), output = Path.Combine(place, "out");
            inputs.SetReadable(!surrounding.Hidden);
            surrounding.Prepare(place, bytes);
            try
            {
                var variables = new Dictionary<string, string?>(surrounding.Variables) { ["OMP_NUM_THREADS"] = "1" };
                if (surrounding.Temporary) variables["TMPDIR"] = place;
                var run = MlvgmRun.Of([.. surrounding.Prefix, .. verb.Command(inputs, output, surrounding.Cultures)], variables, time);
                Bytes = RunContents.All(output).Sum(file => new FileInfo(file).Length);
                return (run, !verb.IsService ? RunContents.Of(output)
                    : run.ExitCode == 0 ? new Dictionary<string, string> { ["answer"] = run.Output } : new Dictionary<string, string>());
            }
            finally
            {
                surrounding.Clear(place);
            }
        }
    }
}
