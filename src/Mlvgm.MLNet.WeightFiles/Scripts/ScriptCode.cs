using System.Text;
using System.Text.RegularExpressions;
using Mlvgm.MLNet.WeightFiles.Archives;
using Mlvgm.MLNet.WeightFiles.Bytes;
using Mlvgm.MLNet.WeightFiles.Checkpoints;

namespace Mlvgm.MLNet.WeightFiles.Scripts;

/// <summary>What the code of a TorchScript may do, read off its text; nothing of it runs.</summary>
/// <param name="Operators">The operators that it calls, such as <c>torch.conv2d</c>, in the order of their names.</param>
/// <param name="ReachingOut">Those that read or write files, print, or belong to other libraries than libtorch's own.</param>
/// <example>See <c>examples/ApiTour/WeightsOfStrangers.cs</c>.</example>
public sealed partial record ScriptCode(IReadOnlyList<string> Operators, IReadOnlyList<string> ReachingOut)
{
    const int MostCode = 64 << 20;
    const int MostOperators = 4096;

    /// <summary>Operators of libtorch's own that do more than compute.</summary>
    static readonly HashSet<string> Outward = new(StringComparer.Ordinal) { "save", "from_file", "load", "print", "warn", "manual_seed", "set_num_threads" };

    /// <summary>Names under which libtorch itself registers operators.</summary>
    static readonly HashSet<string> Libraries = new(StringComparer.Ordinal)
    {
        "aten", "prim", "prims", "quantized", "_quantized", "prepacked", "mkldnn", "mkldnn_prepacked", "onednn", "sparse", "profiler",
    };

    /// <summary>The operators of libraries that libtorch does not have by itself.</summary>
    public IEnumerable<string> Foreign => Operators.Where(name => name.Split('.') is ["ops", var library, ..] && !Libraries.Contains(library));

    /// <summary>The code of the TorchScript at <paramref name="path"/>; null when the file is something else.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="InvalidDataException">It is a damaged archive.</exception>
    public static ScriptCode? Find(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        using var file = new FileBytes(path);
        if (!ZipDirectory.Begins(file)) return null;
        try
        {
            var budget = new ReadBudget(file.Length);
            var archive = ZipDirectory.Read(file, budget);
            return ZipCheckpoint.IsScript(archive) ? Read(archive, budget) : null;
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"'{path}': {e.Message}", e);
        }
    }

    /// <summary>One line that says what the code may do.</summary>
    public override string ToString() => ReachingOut.Count == 0
        ? $"its code calls {Operators.Count} operators of libtorch that compute"
        : $"its code calls {Operators.Count} operators, of which some reach out of it: {string.Join(", ", ReachingOut)}";

    static ScriptCode Read(ZipDirectory archive, ReadBudget budget)
    {
        var operators = new SortedSet<string>(StringComparer.Ordinal);
        foreach (string name in archive.Names.Where(name => name.EndsWith(".py", StringComparison.Ordinal)))
        {
            var entry = archive[name]!;
            if (entry.Length > MostCode) throw new InvalidDataException($"its code is larger than {MostCode >> 20} MiB.");
            budget.Charge(3 * entry.Length);
            byte[] bytes = new byte[entry.Length];
            entry.Read(0, bytes);
            foreach (Match match in CallPattern().Matches(Encoding.UTF8.GetString(bytes)))
            {
                operators.Add(match.Value);
                if (operators.Count > MostOperators) throw new InvalidDataException($"its code names more than {MostOperators} operators.");
            }
        }
        return new ScriptCode([.. operators], [.. operators.Where(ReachesOut)]);
    }

    static bool ReachesOut(string name) => name.Split('.') switch
    {
        ["ops", var library, var own, ..] => !Libraries.Contains(library) || Outward.Contains(own),
        [.., var own] => Outward.Contains(own),
        _ => false,
    };

    [GeneratedRegex(@"\bops\.\w+\.\w+|(?<![\w.])torch(?:\.\w+)+(?=\()|(?<![\w.])print(?=\()")]
    private static partial Regex CallPattern();
}
