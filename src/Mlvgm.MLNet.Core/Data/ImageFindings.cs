using Mlvgm.MLNet.Data.Images;

namespace Mlvgm.MLNet.Data;

/// <summary>What was found where a part of a data set was read: how many images were taken, and everything that was not.</summary>
/// <param name="Part">The part.</param>
/// <param name="Images">Images read.</param>
/// <param name="PassedOver">Files that are not read, by reason.</param>
/// <param name="Undecodable">Images left out because they do not decode or cannot be read; see <see cref="ImageReadingOptions.SkipUndecodable"/>.</param>
/// <example>See <c>examples/ApiTour/DataFindings.cs</c>.</example>
public sealed record ImageFindings(
    DatasetSplit Part, int Images, IReadOnlyList<PassedOverFiles> PassedOver, IReadOnlyList<SkippedImage> Undecodable)
{
    const int Shown = 3;

    /// <summary>Findings of images that were in no folder.</summary>
    public static ImageFindings None { get; } = new(DatasetSplit.Train, 0, [], []);

    /// <summary>Images of a test part that are files of the training part too, by links: accuracy on them is not that on images never seen.</summary>
    public IReadOnlyList<string> AlsoInTraining { get; init; } = [];

    /// <summary>What was passed over and left out, and what stands in both parts, a line each; none where everything was read once.</summary>
    public IEnumerable<string> Lines()
    {
        foreach (var files in PassedOver)
        {
            yield return $"{Counted(files)}: {Names(files.Names, files.Count)}";
        }
        if (AlsoInTraining.Count > 0)
            yield return $"{AlsoInTraining.Count} of {Images} test images are files of the training part too, by links: {Names(AlsoInTraining, AlsoInTraining.Count)}";
        if (Undecodable.Count > 0) yield return $"{Undecodable.Count} images do not decode and are left out:";
        foreach (var image in Undecodable) yield return $"  {image.Name}: {image.Reason}";
    }

    static string Names(IEnumerable<string> names, int count) =>
        string.Join(", ", names.Take(Shown).Select(name => $"'{name}'")) + (count > Shown ? ", ..." : "");

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
