using System.Diagnostics;
using Spectre.Console;

namespace Mlvgm.MLNet.Cli.Output;

/// <summary>Shows a long run as a bar on a terminal and as a line every few seconds elsewhere.</summary>
static class TrainingBar
{
    static readonly TimeSpan LineInterval = TimeSpan.FromSeconds(10);

    /// <summary>Receives steps done, steps in all, and what to say about them.</summary>
    public delegate void Report(long done, long total, string text);

    /// <summary>Runs <paramref name="work"/>, which calls the report after every step.</summary>
    public static T Run<T>(IAnsiConsole console, Func<Report, T> work) =>
        console.Profile.Out.IsTerminal ? Bar(console, work) : Lines(console, work);

    static T Bar<T>(IAnsiConsole console, Func<Report, T> work) => console.Progress()
        .Columns(new ProgressBarColumn(), new PercentageColumn(), new TaskDescriptionColumn())
        .Start(context =>
        {
            var task = context.AddTask("starting");
            return work((done, total, text) =>
            {
                (task.MaxValue, task.Value, task.Description) = (total, done, Markup.Escape(text));
            });
        });

    static T Lines<T>(IAnsiConsole console, Func<Report, T> work)
    {
        long last = 0;
        return work((done, total, text) =>
        {
            if (done != total && last != 0 && Stopwatch.GetElapsedTime(last) < LineInterval) return;
            last = Stopwatch.GetTimestamp();
            console.WriteLine($"{done}/{total} {text}");
        });
    }
}
