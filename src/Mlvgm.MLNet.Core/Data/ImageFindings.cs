using Mlvgm.MLNet.Data.Images;

namespace Mlvgm.MLNet.Data;

/// <summary>What was found where a part of a data set was read: how many images were taken, and everything that was not.</summary>
/// <param name="Part">The part.</param>
/// <param name="Images">Images read.</param>
/// <param name="PassedOver">Files that are not read, by reason.</param>
/// <param name="Undecodable">Images left out because they do not decode or cannot be read; see <see cref="UndecodableImages"/>.</param>
/// <example>See <c>examples/ApiTour/DataFindings.cs</c>.</example>
public sealed record ImageFindings(
    DatasetSplit Part, int Images, IReadOnlyList<PassedOverFiles> PassedOver, IReadOnlyList<SkippedImage> Undecodable)
{
    const int Shown = 3;

    /// <summary>Findings of images that were in no folder.</summary>
    public static ImageFindings None { get; } = new(DatasetSplit.Train, 0, [], []);

    /// <summary>What was passed over and left out, a line each; none where everything was read.</summary>
    public IEnumerable<string> Lines()
    {
        foreach (var files in PassedOver)
        {
            string names = string.Join(", ", files.Names.Take(Shown).Select(name => $"'{name}'"));
            yield return $"{Counted(files)}: {names}{(files.Count > Shown ? ", ..." : "")}";
        }
        if (Undecodable.Count > 0) yield return $"{Undecodable.Count} images do not decode and are left out:";
        foreach (var image in Undecodable) yield return $"  {image.Name}: {image.Reason}";
    }

    static string Counted(PassedOverFiles files)
    {
        bool one = files.Count == 1;
        string passed = $"{files.Count} {(one ? "file is" : "files are")} passed over";
        return files.Reason switch
        {
            PassedOverReason.Extension => $"{passed}, {(files.What.Length == 0 ? "without an extension" : $"since {files.What} is not read")}",
            PassedOverReason.Hidden => $"{passed}, hidden",
            PassedOverReason.StrayFolder => $"{passed}, in stray folders '{files.What}'",
            PassedOverReason.MetTwice => $"{files.Count} {files.What}{(one ? " is" : "s are")} met again by a link, and read once under the other name",
            _ => $"{passed}, beside the folders of the parts",
        };
    }
}
