using System.CommandLine;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Experiments.Inputs;
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

    Option<bool> Skip { get; } = new("--skip-undecodable")
    {
        Description = "Leave out images that do not decode or cannot be read, and say which, instead of failing.",
    };

    Option<bool> AsStored { get; } = new("--as-stored") { Description = "Leave images as they are stored, rather than turned upright as their EXIF data says." };

    Option<double?> HoldOut { get; } = NumberOption.Share(
        HoldOutName, "X", "The share of every class that is held out as the test part, of data without parts of its own; the rest is the training part.");

    Option<ulong?> HoldOutSeed { get; } = NumberOption.Seed("--holdout-seed", $"Seed of {HoldOutName}; 0 when absent.");

    /// <summary>Makes them options of <paramref name="command"/>.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in new Option[] { Path, Skip, AsStored, HoldOut, HoldOutSeed }) command.Add(option);
        command.Validators.Add(result =>
        {
            if (result.GetResult(HoldOut) is { Implicit: false } && result.GetResult(Path) is not { Implicit: false })
                result.AddError($"{HoldOutName} goes with {Path.Name}.");
            if (result.GetResult(HoldOutSeed) is { Implicit: false } && result.GetResult(HoldOut) is not { Implicit: false })
                result.AddError($"{HoldOutSeed.Name} goes with {HoldOutName}.");
        });
    }

    /// <summary>Images to be read once their shape is known.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="say">Told what is not read, a line each.</param>
    public ImageSource Source(ParseResult parsed, Action<string> say) => Source(parsed, parsed.GetValue(Path)!, say);

    /// <summary>Other images, read in the same way but for holding out.</summary>
    public ImageSource Whole(ParseResult parsed, string path, Action<string> say) => Source(parsed, path, say) with { HoldOut = null };

    ImageSource Source(ParseResult parsed, string path, Action<string> say) => new(path)
    {
        Undecodable = parsed.GetValue(Skip) ? UndecodableImages.Skip : UndecodableImages.Fail,
        AsStored = parsed.GetValue(AsStored),
        HoldOut = parsed.GetValue(HoldOut),
        HoldOutSeed = parsed.GetValue(HoldOutSeed) ?? 0,
        Found = findings =>
        {
            // Names of files are a stranger's text.
            foreach (string line in findings.Lines()) say(Printable.Of(line));
        },
    };
}
