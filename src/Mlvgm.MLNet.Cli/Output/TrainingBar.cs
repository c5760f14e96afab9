using System.Diagnostics;
using Mlvgm.MLNet.Experiments;
using Spectre.Console;

namespace Mlvgm.MLNet.Cli.Output;

/// <summary>Shows a long run as a bar on a terminal and as a line every few seconds elsewhere.</summary>
static class TrainingBar
{
    static readonly TimeSpan LineInterval = TimeSpan.FromSeconds(10);

    /// <summary>Runs <paramref name="work"/>, which calls the report after every step.</summary>
    public static T Run<T>(IAnsiConsole console, Func<Action<RunProgress>, T> work) =>
        console.Profile.Out.IsTerminal ? Bar(console, work) : Lines(console, work);

    static T Bar<T>(IAnsiConsole console, Func<Action<RunProgress>, T> work) => console.Progress()
        .Columns(new ProgressBarColumn(), new PercentageColumn(), new TaskDescriptionColumn())
        .Start(context =>
        {
            var task = context.AddTask("starting");
            return work(progress =>
            {
                (task.MaxValue, task.Value, task.Description) = (progress.Total, progress.Done, Markup.Escape(progress.Text));
            });
        });

    static T Lines<T>(IAnsiConsole console, Func<Action<RunProgress>, T> work)
    {
        long last = 0;
        return work(progress =>
        {
            if (progress.Done != progress.Total && last != 0 && Stopwatch.GetElapsedTime(last) < LineInterval) return;
            last = Stopwatch.GetTimestamp();
            console.WriteLine($"{progress.Done}/{progress.Total} {progress.Text}");
        });
    }
}
