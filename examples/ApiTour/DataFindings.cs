using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Data.Images;
using Mlvgm.MLNet.Evaluation.Labels;

namespace ApiTour;

/// <summary>What a folder of images holds beside the images: nothing is passed over without a word.</summary>
public static class DataFindings
{
    /// <summary>Reads both parts of a folder with strangers in it, and checks that they go together.</summary>
    /// <returns>What was passed over in the training part by reason, the same in words, and the files of one class.</returns>
    public static (IReadOnlyList<(PassedOverReason Reason, int Count)> PassedOver, IReadOnlyList<string> Words, int DarkFiles) Run(string folder)
    {
        foreach (string part in new[] { "train", "test" }) Small.WriteImages(Path.Combine(folder, part), 6);
        File.WriteAllText(Path.Combine(folder, "train", "dark", "notes.txt"), "not an image");
        Directory.CreateDirectory(Path.Combine(folder, "train", "dark", "@eaDir"));
        File.WriteAllText(Path.Combine(folder, "train", "dark", "@eaDir", "0.png"), "a thumbnail of a file server");

        ImageDataset Read(DatasetSplit split) => ImageDatasetReader.Read(folder, new ImageDatasetOptions { Split = split, Height = 8, Width = 8, Channels = 1 });
        ImageDataset train = Read(DatasetSplit.Train), test = Read(DatasetSplit.Test);
        ImageSets.Check(train, test);

        ImageFindings findings = train.Findings;
        var passedOver = new List<PassedOverFiles>();
        IReadOnlyList<string> dark = ImageFiles.In(Path.Combine(folder, "train", "dark"), passedOver);
        return ([.. findings.PassedOver.Select(files => (files.Reason, files.Count))], [.. findings.Lines()], dark.Count);
    }
}
