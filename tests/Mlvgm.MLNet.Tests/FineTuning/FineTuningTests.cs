using Consumer;
using Microsoft.ML;
using Microsoft.ML.Data;
using Mlvgm.MLNet.Encoders;
using Mlvgm.MLNet.FineTuning;
using Mlvgm.MLNet.Onnx;
using Mlvgm.MLNet.Runs;
using Mlvgm.MLNet.Settings;
using Mlvgm.MLNet.Torch.Augmentation;
using Mlvgm.MLNet.Torch.Backbones;
using Mlvgm.MLNet.Training;
using Mlvgm.MLNet.Training.Monitors;

namespace Mlvgm.MLNet.Tests.FineTuning;

/// <summary>A classifier that is trained end to end, as a user of ML.NET meets it.</summary>
public sealed class FineTuningTests : IDisposable
{
    const int Classes = 3;

    readonly TemporaryFolder _folder = new();
    readonly MLContext _ml = new(1);

    public void Dispose() => _folder.Dispose();

    FineTuningTrainer.Options Options(string name = "run", int steps = 60) => new()
    {
        Backbone = new ResNetOptions("resnet10")
        {
            Width = 4,
            ZeroInitialResiduals = false,
        },
        Augmentation = new StandardAugmentationOptions("crop-flip") { MinimumCropScale = 0.8 },
        Training = new TrainingOptions
        {
            BatchSize = 24,
            Steps = steps,
            LearningRate = 0.5,
            WarmupSteps = 5,
            MonitorEvery = 20,
        },
        Run = new RunOptions { Directory = _folder.File(name) },
        Device = "cpu",
    };

    FineTunedClassifier Train(FineTuningTrainer.Options options, int images = 120) =>
        _ml.MulticlassClassification.Trainers.FineTuning(options: options).Train(ClassifiedBars.View(_ml, images));

    [Fact]
    public void It_learns_classes_and_gives_what_classifiers_of_ML_NET_give()
    {
        var trained = Train(Options());
        Assert.Equal((108, 12, 0), (trained.Learned, trained.HeldOut, trained.Unlabelled));
        Assert.True(trained.Training.Reading!.Value.Accuracy >= 0.9, $"{trained.Training.Reading}");
        var test = ClassifiedBars.View(_ml, 90, seed: 8);
        var predicted = trained.Transformer.Transform(test);

        // As after every classifier: a key with names, probabilities with the classes' names, and ML.NET's own evaluation.
        Assert.Equal(["lying", "none", "standing"], Data.KeyColumn.Names(predicted.Schema["PredictedLabel"]));
        VBuffer<ReadOnlyMemory<char>> slots = default;
        predicted.Schema["Score"].GetSlotNames(ref slots);
        Assert.Equal(["lying", "none", "standing"], slots.DenseValues().Select(name => name.ToString()));
        float[][] scores = [.. predicted.GetColumn<float[]>("Score")];
        Assert.All(scores, score => Assert.Equal(1, score.Sum(), 1e-5));
        Assert.Equal(scores.Select(score => (uint)Array.IndexOf(score, score.Max()) + 1), predicted.GetColumn<uint>("PredictedLabel"));
        var metrics = _ml.MulticlassClassification.Evaluate(predicted);
        Assert.InRange(metrics.MicroAccuracy, 0.9, 1);
        Assert.Equal(Classes, metrics.ConfusionMatrix.NumberOfClasses);

        // The file alone says the same.
        var alone = _ml.Transforms.ApplyOnnxModel("Score", "Image", trained.OnnxPath).Fit(test).Transform(test);
        Assert.All(scores.Zip(alone.GetColumn<float[]>("Score")), pair => Assert.Equal(pair.First, pair.Second, new Close(1e-6f)));
        Assert.Equal(["lying", "none", "standing"], EncoderCard.Read(trained.OnnxPath).ClassNames);
    }

    [Fact]
    public async Task A_saved_pipeline_predicts_in_a_process_that_has_ML_NET_alone()
    {
        var data = ClassifiedBars.View(_ml, 120);
        var trained = Train(Options(steps: 5));
        _ml.Model.Save(trained.Transformer, data.Schema, _folder.File("model.zip"));
        float[] here = [.. trained.Transformer.Transform(data).GetColumn<float[]>("Score").SelectMany(score => score)];
        float[] pixels = [.. data.GetColumn<float[]>("Image").SelectMany(image => image)];
        var second = await ConsumerProcess.Predict(_folder.File("model.zip"), pixels, "Image", "Score");
        Assert.Equal(here, second.Outputs);
        Assert.DoesNotContain(second.Assemblies, name => name.StartsWith("Mlvgm", StringComparison.Ordinal) || name.StartsWith("TorchSharp", StringComparison.Ordinal));
    }

    [Fact]
    public void Equal_seeds_give_equal_bytes_and_other_seeds_others()
    {
        byte[] Bytes(string name, ulong seed)
        {
            var options = Options(name, steps: 4);
            return File.ReadAllBytes(Train(options with { Training = options.Training with { Seed = seed } }).OnnxPath);
        }
        byte[] first = Bytes("a", 1);
        Assert.Equal(first, Bytes("b", 1));
        Assert.NotEqual(first, Bytes("c", 2));
    }

    [Fact]
    public void It_starts_from_an_encoder_that_learned_without_labels()
    {
        var options = Options(steps: 0);
        var encoder = _ml.Transforms.SelfSupervisedEncoder("Features", "Image", new SelfSupervisedEncoderEstimator.Options
        {
            Backbone = options.Backbone,
            Augmentation = options.Augmentation,
            Training = new() { BatchSize = 8, Steps = 2, Seed = 5 },
            Run = new() { Directory = _folder.File("ssl") },
            Device = "cpu",
        }).Train(ClassifiedBars.View(_ml, 24));
        encoder.Transformer.Dispose();
        var trained = Train(options with { Backbone = options.Backbone with { InitialWeights = encoder.WeightsPath } });
        using var before = WeightFiles.WeightFile.Open(encoder.WeightsPath);
        using var after = WeightFiles.WeightFile.Open(trained.WeightsPath);
        string[] shared = [.. before.Tensors.Keys.Where(name => name.StartsWith("encoder.", StringComparison.Ordinal))];
        Assert.NotEmpty(shared);
        Assert.All(shared, name => Assert.Equal(before[name].ReadBytes(), after[name].ReadBytes()));
    }

    [Fact]
    public void Rows_without_a_class_are_left_out_and_counted()
    {
        var images = ClassifiedBars.Images(60);
        var rows = Enumerable.Range(0, 60).Select(i => new Row
        {
            Image = [.. images.Pixels.Slice(i * 64, 64).ToArray().Select(pixel => pixel / 255f)],
            Label = i < 10 ? "" : $"class {images.Labels[i]}",
        });
        var view = _ml.Data.LoadFromEnumerable(rows);
        var keys = _ml.Transforms.Conversion.MapValueToKey("Label", keyOrdinality: Microsoft.ML.Transforms.ValueToKeyMappingEstimator.KeyOrdinality.ByValue,
            keyData: _ml.Data.LoadFromEnumerable(new[] { new Named { Name = "class 0" }, new Named { Name = "class 1" }, new Named { Name = "class 2" } }));
        var trained = _ml.MulticlassClassification.Trainers.FineTuning(options: Options(steps: 2)).Train(keys.Fit(view).Transform(view));
        Assert.Equal((45, 5, 10), (trained.Learned, trained.HeldOut, trained.Unlabelled));
        Assert.Equal(["class 0", "class 1", "class 2"], trained.Card.ClassNames);
    }

    [Fact]
    public void Early_stopping_keeps_the_best_by_what_was_held_out()
    {
        var options = Options(steps: 400);
        var trained = Train(options with
        {
            Training = options.Training with
            {
                MonitorEvery = 10,
                EarlyStopping = new EarlyStopping { Patience = 3 },
            },
        });
        Assert.True(trained.Training.StoppedEarly);
        Assert.InRange(trained.Training.EncoderStep, 10, trained.Training.Steps - 10);
        Assert.Equal(trained.Training.EncoderStep, trained.Card.Training!.Steps);
    }

    [Fact]
    public void Wrong_columns_options_and_data_are_named()
    {
        var ml = _ml;
        var view = ClassifiedBars.View(ml, 24);
        FineTuningTrainer Trainer(FineTuningTrainer.Options? options = null, string label = "Label") =>
            ml.MulticlassClassification.Trainers.FineTuning(label, options: options ?? Options());
        Assert.Contains("'Nothing'", Assert.Throws<ArgumentOutOfRangeException>(() => Trainer(label: "Nothing").Train(view)).Message);
        Assert.Contains("a key", Assert.Throws<ArgumentOutOfRangeException>(() => Trainer(label: "Image").Train(view)).Message);
        Assert.Contains("21 or less", Assert.Throws<InvalidOperationException>(() => Trainer().Train(view)).Message);
        var one = ml.Data.TakeRows(view, 3);
        Assert.Contains("fewer than two classes", Assert.Throws<InvalidOperationException>(() => Trainer().Train(one)).Message);
        var wrong = Assert.Throws<SettingsException>(() => Trainer(new FineTuningTrainer.Options
        {
            Classification = new ClassificationOptions { LabelSmoothing = 1, HeadRate = -1, Validation = 1 },
        }));
        Assert.All(["LabelSmoothing", "HeadRate", "Validation"], name => Assert.Contains(name, wrong.Message));
    }

    [Fact]
    public void The_schema_is_known_before_training()
    {
        SchemaShape.Column image = MLNetInternals.NewColumn("Image", SchemaShape.Column.VectorKind.Vector, NumberDataViewType.Single, isKey: false, null),
            label = MLNetInternals.NewColumn("Label", SchemaShape.Column.VectorKind.Scalar, NumberDataViewType.UInt32, isKey: true, null);
        var trainer = _ml.MulticlassClassification.Trainers.FineTuning();
        var shape = trainer.GetOutputSchema(new SchemaShape([image, label]));
        Assert.True(shape.Single(column => column.Name == "PredictedLabel").IsKey);
        Assert.Equal(SchemaShape.Column.VectorKind.Vector, shape.Single(column => column.Name == "Score").Kind);
        Assert.Contains("'Label'", Assert.Throws<ArgumentOutOfRangeException>(() => trainer.GetOutputSchema(new SchemaShape([image]))).Message);
    }

    sealed class Close(float tolerance) : IEqualityComparer<float>
    {
        public bool Equals(float x, float y) => Math.Abs(x - y) <= tolerance;

        public int GetHashCode(float value) => 0;
    }

    sealed class Named
    {
        public string Name = "";
    }

    sealed class Row
    {
        [VectorType(1, ClassifiedBars.Side, ClassifiedBars.Side)]
        public float[] Image = [];

        public string Label = "";
    }
}
