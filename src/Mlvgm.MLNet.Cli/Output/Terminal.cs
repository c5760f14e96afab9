using System.CommandLine;
using Spectre.Console;

namespace Mlvgm.MLNet.Cli.Output;

/// <summary>A Spectre console over the output of the running command.</summary>
static class Terminal
{
    // Spectre wraps at 80 columns where there is no terminal, which breaks paths that scripts look for.
    const int UnlimitedWidth = 10_000;

    /// <summary>The console of <paramref name="parsed"/>.</summary>
    public static IAnsiConsole For(ParseResult parsed) => Over(parsed.InvocationConfiguration.Output);

    /// <summary>A line under a table; nothing where there is nothing to say.</summary>
    public static void WriteNote(this IAnsiConsole console, string note)
    {
        if (note.Length > 0) console.WriteLine(note);
    }

    /// <summary>Colours and bars where <paramref name="output"/> is a terminal, plain unwrapped text elsewhere.</summary>
    public static IAnsiConsole Over(TextWriter output)
    {
        var settings = new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) };
        if (settings.Out.IsTerminal) return AnsiConsole.Create(settings);
        settings.Ansi = AnsiSupport.No;
        settings.ColorSystem = ColorSystemSupport.NoColors;
        settings.Interactive = InteractionSupport.No;
        var console = AnsiConsole.Create(settings);
        console.Profile.Width = UnlimitedWidth;
        return console;
    }
}
