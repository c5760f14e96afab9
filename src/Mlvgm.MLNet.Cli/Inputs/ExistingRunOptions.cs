using System.CommandLine;
using Mlvgm.MLNet.Runs;

namespace Mlvgm.MLNet.Cli.Inputs;

/// <summary>What a training does with a run that is in its output folder.</summary>
sealed class ExistingRunOptions
{
    readonly Option<bool> _resume = new("--resume") { Description = "Go on with the run in the output folder, with the same options." };
    readonly Option<bool> _replace = new("--replace") { Description = "Delete the run in the output folder and begin anew." };

    /// <summary>Makes them options of <paramref name="command"/>.</summary>
    public void AddTo(Command command)
    {
        command.Add(_resume);
        command.Add(_replace);
    }

    /// <summary>What was asked for.</summary>
    /// <exception cref="ArgumentException">Both were.</exception>
    public ExistingRun Read(ParseResult parsed) => (parsed.GetValue(_resume), parsed.GetValue(_replace)) switch
    {
        (true, true) => throw new ArgumentException("--resume and --replace exclude each other."),
        (true, false) => ExistingRun.Resume,
        (false, true) => ExistingRun.Replace,
        _ => ExistingRun.Refuse,
    };
}
