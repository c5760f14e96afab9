using Mlvgm.MLNet.Encoders;
using Mlvgm.MLNet.Experiments.Designs;
using Mlvgm.MLNet.Experiments.Index;
using Mlvgm.MLNet.Experiments.Inputs;
using Mlvgm.MLNet.Experiments.Results;
using Mlvgm.MLNet.Experiments.Tables;
using Mlvgm.MLNet.Torch.Augmentation;
using Mlvgm.MLNet.Torch.Backbones;
using Mlvgm.MLNet.Training;

namespace ApiTour;

/// <summary>An experiment with rows of one's own: encoders from different views, with several seeds, probed on real images.</summary>
public static class OwnExperiment
{
    /// <summary>Runs a small one.</summary>
    /// <returns>The results, and a line for each row.</returns>
    public static (ExperimentResults Results, IReadOnlyList<string> Rows) Run(string generatorPath, string data, string folder)
    {
        var design = new ExperimentDesign(
            "gentle", "Gentle views against none",
            [ExperimentArm.Pixels, new ExperimentArm("none", ArmSource.Generator, "none", "all"), ExperimentArm.Generated("gentle", "random:0.1", "all")],
            Treatment: "gentle", Baselines: ["none", ExperimentArm.PixelsName]);
        ExperimentResults results = new Experiment(design, Quick).Run(generatorPath, new ImageSource(data), folder);
        return (results, [.. results.Rows.Select((ExperimentRow row) => $"{row.Arm.Name}: {row.Cells.Count} cells, {row.Collapsed} collapsed")]);
    }

    /// <summary>A design by its name, with views of one's own; its rows are known once the generator is.</summary>
    /// <returns>The names of the designs, what was trained on, and the names of the rows.</returns>
    public static (IReadOnlyList<string> Designs, string Generator, IReadOnlyList<string> Rows) ByName(string generatorPath, string data, string folder)
    {
        var options = Quick with { Seeds = 1, Views = [OwnViews.Parse("tiny=random:0.05")] };
        ExperimentResults results = new Experiment(ExperimentDesigns.OwnViews, options).Run(generatorPath, new ImageSource(data), folder);
        ExperimentSettings settings = results.Settings;
        return (ExperimentDesigns.Names, settings.Generator, [.. results.Rows.Select(row => row.Arm.Name)]);
    }

    /// <summary>A page with links to all results in folders of a folder.</summary>
    /// <returns>The titles, and whether there is a page.</returns>
    public static (IReadOnlyList<string> Titles, bool HasPage) Index(string folder)
    {
        IReadOnlyList<IndexEntry> entries = ResultsIndex.Write(folder);
        return ([.. entries.Select(entry => entry.Title)], File.Exists(Path.Combine(folder, ResultFolder.PageName)));
    }

    static Experiment.Options Quick { get; } = new()
    {
        Encoder = new SelfSupervisedEncoderEstimator.Options
        {
            Backbone = new ResNetOptions("resnet10") { Width = 2 },
            Augmentation = new StandardAugmentationOptions("all"),
            Training = new TrainingOptions { BatchSize = 4, Steps = 2, LearningRate = 0.05 },
            Device = "cpu",
        },
        Seeds = 2,
        LabelsPerClass = [4],
    };
}
