using System.Text.Json.Nodes;
using Mlvgm.MLNet.Encoders;
using Mlvgm.MLNet.Evaluation.Datasets;
using Mlvgm.MLNet.Evaluation.Transfer;
using Mlvgm.MLNet.Experiments.Designs;
using Mlvgm.MLNet.Experiments.Embedding;
using Mlvgm.MLNet.Experiments.Feeding;
using Mlvgm.MLNet.Experiments.GeneratorQuality;
using Mlvgm.MLNet.Experiments.Probes;
using Mlvgm.MLNet.Experiments.Tables;
using Mlvgm.MLNet.Experiments.Transfers;
using Mlvgm.MLNet.GeneratorQuality;
using Mlvgm.MLNet.Torch.Augmentation;
using Mlvgm.MLNet.Torch.Backbones;
using Mlvgm.MLNet.Training;

namespace Mlvgm.MLNet.Experiments.Tests.Storage;

/// <summary>Whatever keeps results in a folder, and finds them there again.</summary>
/// <param name="Name">Its name in a test's.</param>
/// <param name="Run">Computes in a folder, or finds what is there, and says the result.</param>
/// <param name="Contents">What decides it, each with the name under which a refusal says it.</param>
sealed record ResultUser(string Name, Func<ChangingWorld, string, string> Run, IReadOnlyDictionary<OtherContent, string> Contents)
{
    static readonly Dictionary<OtherContent, string> Images = new()
    {
        [OtherContent.Pixels] = "pixels",
        [OtherContent.Labels] = "labels",
        [OtherContent.ClassNames] = "classNames",
    };

    public static IReadOnlyList<ResultUser> All { get; } =
    [
        new("probes", Probes, With(OtherContent.Encoder, "features")),
        new("transfer", Transfer, With(OtherContent.Encoder, "encoder")),
        new("embedding", Embedding, With(OtherContent.Encoder, "encoder")),
        new("generator quality", GeneratorQuality, With(OtherContent.Generator, "generator")),
        new("experiment", Table, new Dictionary<OtherContent, string>(Images) { [OtherContent.Generator] = "generator", [OtherContent.Weights] = "initialWeights" }),
        new("feeding", Feeding, With(OtherContent.Generator, "generator")),
    ];

    public static ResultUser Find(string name) => All.Single(user => user.Name == name);

    static Dictionary<OtherContent, string> With(OtherContent content, string name) => new(Images) { [content] = name };

    static string Probes(ChangingWorld world, string folder)
    {
        var table = new EncoderEvaluation(new() { Draws = 1, Device = "cpu" }).Run([world.Encoder], world.Images, folder).Table;
        return string.Join('\n', table.Cells.Select(cell => $"{cell.Features} {cell.LabelsPerClass} {cell.Top1.Mean:r} {cell.Top5.Mean:r}"));
    }

    static string Transfer(ChangingWorld world, string folder)
    {
        var data = new TransferData(DatasetDefinitions.Find(world.IsByFolders ? "folder" : "idx"), world.Data);
        var options = new TransferRun.Options { Probe = ProbeKind.Sgd, Sgd = new() { Epochs = 1 }, Seeds = 1, Device = "cpu" };
        var cell = new TransferRun(options).Run([world.Encoder], [data], folder).Table.Cells.Single();
        return string.Join('\n', cell.Results.Select(result => $"{result.Top1:r} {result.Top5:r} {result.TrainRows} {result.TestRows}"));
    }

    /// <summary>Stops once before the features are written, so that parts are there to be found.</summary>
    static string Embedding(ChangingWorld world, string folder)
    {
        var embedding = new ImageEmbedding(new() { Format = FeatureFormat.Csv, Device = "cpu" });
        bool begun = Directory.Exists(folder);
        try
        {
            return File.ReadAllText(embedding.Run(world.Encoder, world.Images, folder, _ =>
            {
                if (!begun) throw new OperationCanceledException();
            }).File);
        }
        catch (OperationCanceledException)
        {
            return "";
        }
    }

    static string GeneratorQuality(ChangingWorld world, string folder)
    {
        var options = new GeneratorEvaluation.Options
        {
            Samples = 20,
            Factors = [0.5],
            Classifier = new ImageClassifierTrainer.Options { Epochs = 1, BatchSize = 16 },
            Device = "cpu",
        };
        new GeneratorEvaluation(options).Run(world.Generator, world.Images, folder);
        var report = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, GeneratorEvaluation.ReportName)))!.AsObject();
        return string.Join('\n', report.Where(entry => entry.Key != "imagesPerSecond").Select(entry => $"{entry.Key} {entry.Value?.ToJsonString()}"));
    }

    static string Table(ChangingWorld world, string folder)
    {
        var design = new ExperimentDesign("own", "Own rows", [ExperimentArm.Pixels, ExperimentArm.Generated("noise", "random:0.3", "all")], "noise", [ExperimentArm.PixelsName]);
        var options = new Experiment.Options
        {
            Encoder = new SelfSupervisedEncoderEstimator.Options
            {
                Backbone = new ResNetOptions("resnet10") { Width = 2, InitialWeights = world.Weights },
                Augmentation = new StandardAugmentationOptions("all"),
                Training = new TrainingOptions { BatchSize = 4, Steps = 1, LearningRate = 0.05, Seed = 5 },
                Device = "cpu",
            },
            Seeds = 1,
            LabelsPerClass = [4],
        };
        var results = new Experiment(design, options).Run(world.Generator, world.Images, folder);
        return string.Join('\n', results.Runs.Select(run => $"{run.Features} {run.LabelsPerClass} {run.Result.Top1:r}"));
    }

    static string Feeding(ChangingWorld world, string folder)
    {
        var options = new FeedingExperiment.Options { Batches = [4], Images = 8, Width = 2, Watts = 100, GramsPerKilowattHour = 360, Device = "cpu" };
        new FeedingExperiment(options).Run(world.Generator, world.Images, folder);
        return new JsonArray([.. Directory.GetFiles(Path.Combine(folder, "cells")).Order().Select(file => JsonValue.Create(File.ReadAllText(file)))]).ToJsonString();
    }
}
