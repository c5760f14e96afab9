using System.CommandLine;
using System.CommandLine.Parsing;
using Mlvgm.MLNet.Cli.Commands;
using Mlvgm.MLNet.Cli.Execution;
using Mlvgm.MLNet.Cli.Extensions;
using Mlvgm.MLNet.Cli.Output;
using Mlvgm.MLNet.Settings;

namespace Mlvgm.MLNet.Cli;

/// <summary>The command line as a function: arguments in, text and an exit code out.</summary>
static class MlvgmCommandLine
{
    /// <summary>Runs one command.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="output">Where results go.</param>
    /// <param name="error">Where the reason of a failure goes.</param>
    /// <param name="worker">Where verbs that run for a while do their work; the thread pool when null.</param>
    /// <param name="listens">Whether signals to this process stop the verb (<see cref="StopSignals"/>).</param>
    /// <param name="cancellationToken">Stops the verb as Ctrl-C does.</param>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> args, TextWriter output, TextWriter error, TaskScheduler? worker = null, bool listens = false,
        CancellationToken cancellationToken = default)
    {
        ParseResult parsed;
        try
        {
            // First, since the names and options of the verbs depend on what is registered.
            var rest = ExtensionAssemblies.TakeFrom(args);
            parsed = Root().Parse(rest);
        }
        catch (Exception e) when (e is ArgumentException or IOException or BadImageFormatException or System.Reflection.ReflectionTypeLoadException)
        {
            error.WriteLine($"mlvgm: {FailureReason.Of(e)}");
            return ExitCode.Usage;
        }
        string[] problems = [.. parsed.Errors.Select(problem => problem.Message)];
        var unknown = Unknown(parsed).Where(option => !problems.Any(problem => problem.Contains(option, StringComparison.Ordinal)));
        problems = [.. problems, .. unknown.Select(Unrecognized)];
        if (problems.Length > 0)
        {
            foreach (string problem in problems) error.WriteLine($"mlvgm: {problem}");
            error.WriteLine($"mlvgm: run '{string.Join(' ', CommandPath(parsed))} --help' for the options.");
            return ExitCode.Usage;
        }
        try
        {
            return await parsed.InvokeAsync(
                new Invocation
                {
                    Output = output,
                    Error = error,
                    EnableDefaultExceptionHandler = false,
                    ProcessTerminationTimeout = null,
                    Worker = worker ?? TaskScheduler.Default,
                    ListensToSignals = listens,
                },
                cancellationToken);
        }
        catch (SettingsException e)
        {
            foreach (string violation in e.Violations) error.WriteLine($"mlvgm: {FailureReason.OneLine(violation)}");
            return ExitCode.Usage;
        }
        catch (Exception e)
        {
            error.WriteLine($"mlvgm: {FailureReason.Of(e)}");
            return ExitCode.Failure;
        }
    }

    /// <summary>All verbs.</summary>
    internal static RootCommand Root() => new("Self-supervised visual learning on multiple-latent generators, for ML.NET.")
    {
        // Taken off before the rest is read; here for the help.
        new Option<FileInfo>(ExtensionAssemblies.OptionName)
        {
            Description = "A .dll whose code runs: it adds frameworks, backbones, augmentations, generators, perturbations or monitors. May be repeated.",
            HelpName = "FILE",
        },
        DoctorCommand.Create(),
        ListCommand.Create(),
        InspectCommand.Create(),
        ImportCommand.Create(),
        ExportCommand.Create(),
        TrainGeneratorCommand.Create(),
        ViewsCommand.Create(),
        MeasureCommand.Create(),
        TrainCommand.Create(),
        FineTuneCommand.Create(),
        CardCommand.Create(),
        EmbedCommand.Create(),
        EvaluateCommand.Create(),
        EvaluateGeneratorCommand.Create(),
        ExperimentCommand.Create(),
        TransferCommand.Create(),
        CompareCommand.Create(),
        FeedingCommand.Create(),
        ReportCommand.Create(),
        ModelCardCommand.Create(),
    };

    /// <summary>Options that there are not, which arguments and options of many values would take for values; behind '--' all are values.</summary>
    static IEnumerable<string> Unknown(ParseResult parsed) => parsed.Tokens.TakeWhile(token => token.Type != TokenType.DoubleDash)
        .Where(token => token.Type == TokenType.Argument && token.Value.StartsWith("--", StringComparison.Ordinal)).Select(token => token.Value);

    static string Unrecognized(string option) => $"Unrecognized option '{FailureReason.OneLine(option)}'.";

    static IEnumerable<string> CommandPath(ParseResult parsed)
    {
        var names = new List<string>();
        for (SymbolResult? result = parsed.CommandResult; result is not null; result = result.Parent)
            if (result is CommandResult { Command: var command })
                names.Insert(0, command is RootCommand ? "mlvgm" : command.Name);
        return names;
    }
}
