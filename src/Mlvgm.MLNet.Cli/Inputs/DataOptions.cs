using System.CommandLine;
using Mlvgm.MLNet.Cli.Settings;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Experiments.Inputs;
using Mlvgm.MLNet.Settings;
using Mlvgm.MLNet.WeightFiles.Text;

namespace Mlvgm.MLNet.Cli.Inputs;

/// <summary>Images of the user's own, and how they are read: the same options in every verb that reads some.</summary>
/// <param name="name">The option that names them.</param>
/// <param name="description">What they are for.</param>
/// <param name="isRequired">Whether the verb needs them.</param>
sealed class DataOptions(
    string name = "--data", string description = "A folder of class folders, a .zip of the same, or IDX files.", bool isRequired = true)
{
    const string HoldOutName = "--holdout";

    /// <summary>Where they are.</summary>
    public Option<string?> Path { get; } = new(name) { Description = description, HelpName = "PATH", Required = isRequired };

    SettingOptions<ImageSplitOptions> Reading { get; } = new(new ImageSplitOptions());

    /// <summary>Makes them options of <paramref name="command"/>.</summary>
    public void AddTo(Command command)
    {
        command.Add(Path);
        Reading.AddTo(command);
        Option share = Reading.Find(HoldOutName), seed = Reading.Find($"{HoldOutName}-seed");
        command.Validators.Add(result =>
        {
            if (result.GetResult(share) is { Implicit: false } && result.GetResult(Path) is not { Implicit: false })
                result.AddError($"{HoldOutName} goes with {Path.Name}.");
            if (result.GetResult(seed) is { Implicit: false } && result.GetResult(share) is not { Implicit: false })
                result.AddError($"{seed.Name} goes with {HoldOutName}.");
        });
    }

    /// <summary>How they are read.</summary>
    public ImageSplitOptions Read(ParseResult parsed, Violations violations) => Reading.Read(parsed, violations);

    /// <summary>Images to be read once their shape is known.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="reading">How they are read.</param>
    /// <param name="say">Told what is not read, a line each.</param>
    public ImageSource Source(ParseResult parsed, ImageSplitOptions reading, Action<string> say) => Source(parsed.GetValue(Path)!, reading, say);

    /// <summary>Images at a path, to be read once their shape is known.</summary>
    /// <inheritdoc cref="Source(ParseResult, ImageSplitOptions, Action{string})"/>
    public static ImageSource Source(string path, ImageSplitOptions reading, Action<string> say) => new(path)
    {
        Reading = reading,
        Found = findings =>
        {
            // Names of files are a stranger's text.
            foreach (string line in findings.Lines()) say(Printable.Of(line));
        },
    };
}
