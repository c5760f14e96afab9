using Mlvgm.MLNet.Encoders;
using Mlvgm.MLNet.Evaluation.Datasets;
using Mlvgm.MLNet.Experiments.Designs;
using Mlvgm.MLNet.Experiments.Feeding;
using Mlvgm.MLNet.Experiments.Probes;
using Mlvgm.MLNet.Experiments.Tables;
using Mlvgm.MLNet.Experiments.Transfers;
using Mlvgm.MLNet.Torch.Backbones;
using Mlvgm.MLNet.Training;

namespace Mlvgm.MLNet.Experiments.Tests.Results;

/// <summary>What one verb computed into a folder is not replaced by another: it is said before anything else is looked at.</summary>
public sealed class ResultKindTests : IDisposable
{
    static readonly string[] Verbs = ["experiment own", "feeding", "transfer", "evaluate"];
    readonly TinyWorld _world = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Results_of_one_kind_are_not_replaced_by_another(bool isPartial)
    {
        foreach (string verb in Verbs)
        {
            string folder = _world.File(verb), file = Path.Combine(folder, isPartial ? "results.partial.json" : "results.json");
            Run(verb, folder, _world.Generator, _world.Encoder);
            if (isPartial) File.Move(Path.Combine(folder, "results.json"), file);
            byte[] before = File.ReadAllBytes(file);
            foreach (string other in Verbs.Where(other => other != verb))
            {
                // Neither the generator nor the encoder that are missing are looked for.
                var error = Assert.Throws<InvalidOperationException>(() => Run(other, folder, "nowhere", "nowhere"));
                Assert.Equal($"'{file}' has the results of 'mlvgm {verb}', which 'mlvgm {other.Split(' ')[0]}' would replace. Name another folder.", error.Message);
            }
            Assert.Equal(before, File.ReadAllBytes(file));
            Assert.Equal(["cells", .. verb == "experiment own" ? ["runs"] : Array.Empty<string>()], Directory.GetDirectories(folder).Select(path => Path.GetFileName(path)).Order());
            Run(verb, folder, _world.Generator, _world.Encoder);
            Assert.False(File.Exists(Path.Combine(folder, "results.partial.json")));
        }
    }

    [Fact]
    public void One_experiment_does_not_replace_another()
    {
        Run("experiment own", _world.Out, _world.Generator, _world.Encoder);
        var error = Assert.Throws<InvalidOperationException>(() => Run("experiment other", _world.Out, _world.Generator, _world.Encoder));
        Assert.Contains("has the results of 'mlvgm experiment own', which 'mlvgm experiment other' would replace", error.Message);
    }

    [Theory]
    [InlineData("no json")]
    [InlineData("[]")]
    [InlineData("{\"cells\": []}")]
    public void Files_of_others_are_not_replaced(string text)
    {
        string file = _world.File("out/results.json");
        Directory.CreateDirectory(_world.Out);
        File.WriteAllText(file, text);
        foreach (string verb in Verbs)
        {
            var error = Assert.Throws<InvalidOperationException>(() => Run(verb, _world.Out, "nowhere", "nowhere"));
            Assert.StartsWith($"'{file}' is not of 'mlvgm {verb.Split(' ')[0]}', which would replace it.", error.Message);
        }
        Assert.Equal(text, File.ReadAllText(file));
    }

    public void Dispose() => _world.Dispose();

    void Run(string verb, string folder, string generator, string encoder)
    {
        switch (verb.Split(' '))
        {
            case ["experiment", var name]:
                var training = new TrainingOptions { BatchSize = 4, Steps = 2 };
                var options = new Experiment.Options { Seeds = 1, LabelsPerClass = [4] };
                options = options with { Encoder = options.Encoder with { Backbone = new ResNetOptions("resnet10") { Width = 2 }, Training = training, Device = "cpu" } };
                var design = new ExperimentDesign(name, name, [ExperimentArm.Pixels, ExperimentArm.Untrained], null, [ExperimentArm.PixelsName]);
                new Experiment(design, options).Run(generator, _world.Images, folder);
                break;
            case ["feeding"]:
                new FeedingExperiment(new() { Batches = [4], Images = 8, Width = 2, Device = "cpu" }).Run(generator, _world.Images, folder);
                break;
            case ["transfer"]:
                new TransferRun(new() { Seeds = 1, Device = "cpu" }).Run([encoder], [new TransferData(DatasetDefinitions.Find("idx"), _world.Data)], folder);
                break;
            case ["evaluate"]:
                new EncoderEvaluation(new() { Draws = 1, Device = "cpu" }).Run([encoder], _world.Images, folder);
                break;
        }
    }
}
