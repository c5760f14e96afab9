using System.Globalization;

namespace Mlvgm.Benchmarks.Endurance;

/// <summary>What should come of a verb in a surrounding.</summary>
enum Outcome
{
    /// <summary>What comes of it anywhere, to the byte.</summary>
    Same,

    /// <summary>One line that says what is wrong, and nothing half done.</summary>
    Refused,

    /// <summary>Either, as the machine has it.</summary>
    Either,
}

/// <summary>Something that a verb may meet: a disk, a user, variables, a limit.</summary>
/// <param name="Name">What the table calls it.</param>
/// <param name="Expected">What is right.</param>
sealed record Surrounding(string Name, Outcome Expected)
{
    const string Nobody = "65534";
    static readonly string[] AsNobody = ["setpriv", $"--reuid={Nobody}", $"--regid={Nobody}", "--clear-groups"];

    /// <summary>
    /// Options of a small file system in memory on which the output folder lies; null for an ordinary folder. Told the bytes that are written otherwise.
    /// </summary>
    public Func<long, string>? FileSystem { get; init; }

    /// <summary>Whether the file system, or the folder for other users, is closed to writing.</summary>
    public bool Closed { get; init; }

    /// <summary>Whether the temporary folder lies there too.</summary>
    public bool Temporary { get; init; }

    /// <summary>Whether inputs are for the superuser's eyes.</summary>
    public bool Hidden { get; init; }

    /// <summary>What stands before the command.</summary>
    public IReadOnlyList<string> Prefix { get; init; } = [];

    /// <summary>Variables; null takes one away.</summary>
    public IReadOnlyDictionary<string, string?> Variables { get; init; } = new Dictionary<string, string?>();

    /// <summary>Whether the program is told to take the culture of its surrounding, which <c>mlvgm</c> as shipped does not.</summary>
    public bool Cultures { get; init; }

    /// <summary>Every one.</summary>
    public static IReadOnlyList<Surrounding> All { get; } =
    [
        new("disk full at once", Outcome.Refused) { FileSystem = _ => "size=4k" },
        new("disk full at a third", Outcome.Refused) { FileSystem = bytes => Size(bytes / 3) },
        new("disk full at nine tenths", Outcome.Refused) { FileSystem = bytes => Size(bytes / 10 * 9) },
        new("no inodes", Outcome.Refused) { FileSystem = _ => "nr_inodes=2" },
        new("no inodes after three", Outcome.Either) { FileSystem = _ => "nr_inodes=5" },
        new("read-only file system", Outcome.Refused) { FileSystem = _ => "size=1m", Closed = true },
        new("folder of somebody else", Outcome.Refused) { Closed = true, Prefix = AsNobody },
        new("inputs that may not be read", Outcome.Refused) { Hidden = true, Prefix = AsNobody },
        new("temporary folder full, no HOME", Outcome.Either)
        {
            Temporary = true, FileSystem = _ => "size=4k", Variables = new Dictionary<string, string?> { ["HOME"] = "/nonexistent" },
        },
        new("HOME unset, user without one", Outcome.Same) { Prefix = AsNobody, Variables = new Dictionary<string, string?> { ["HOME"] = null } },
        new("HOME=/nonexistent", Outcome.Same) { Variables = new Dictionary<string, string?> { ["HOME"] = "/nonexistent" } },
        new("one core", Outcome.Same) { Prefix = ["taskset", "-c", "0"] },
        new("128 MB of heap", Outcome.Same) { Variables = new Dictionary<string, string?> { ["DOTNET_GCHeapHardLimit"] = "0x8000000" } },
        new("de_DE", Outcome.Same) { Cultures = true, Variables = Language("de_DE.UTF-8") },
        new("tr_TR", Outcome.Same) { Cultures = true, Variables = Language("tr_TR.UTF-8") },
        new("standard output on a full disk", Outcome.Same) { Prefix = ["sh", "-c", "exec \"$0\" \"$@\" > /dev/full"] },
    ];

    /// <summary>Makes the file system, or takes rights away.</summary>
    /// <param name="folder">Where the output folder is to be.</param>
    /// <param name="bytes">What is written there otherwise.</param>
    public void Prepare(string folder, long bytes)
    {
        Directory.CreateDirectory(folder);
        if (FileSystem is { } options)
        {
            SystemCommand.Do("mount", "-t", "tmpfs", "-o", options(bytes), "tmpfs", folder);
            if (Closed) SystemCommand.Do("mount", "-o", "remount,ro", folder);
        }
        else if (Prefix == AsNobody) SystemCommand.Do("chown", Closed ? "0" : Nobody, folder);
    }

    /// <summary>Takes the file system away.</summary>
    public void Clear(string folder)
    {
        if (FileSystem is not null) SystemCommand.Do("umount", folder);
    }

    static string Size(long bytes) => string.Create(CultureInfo.InvariantCulture, $"size={Math.Max(4, bytes / 4096 * 4)}k");

    static Dictionary<string, string?> Language(string name) => new() { ["LANG"] = name, ["LC_ALL"] = name };
}
