using System.CommandLine;

namespace Mlvgm.MLNet.Cli.Inputs;

/// <summary>Options that mean the same in every verb.</summary>
static class CommonOptions
{
    /// <summary><c>--out DIR</c>.</summary>
    public static Option<DirectoryInfo> Out(string description) => new("--out", "-o") { Description = description, HelpName = "DIR", Required = true };

    /// <summary><c>--json FILE</c>.</summary>
    public static Option<FileInfo?> Json() => new("--json") { Description = "Write the result to this file as JSON.", HelpName = "FILE" };
}
