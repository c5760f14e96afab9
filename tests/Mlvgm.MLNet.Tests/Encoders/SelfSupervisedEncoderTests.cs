using Consumer;
using Microsoft.ML;
using Microsoft.ML.Data;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Encoders;
using Mlvgm.MLNet.Frameworks;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Onnx;
using Mlvgm.MLNet.Runs;
using Mlvgm.MLNet.Streaming;
using Mlvgm.MLNet.Torch.WeightFiles;
using Mlvgm.MLNet.Training;
using Mlvgm.MLNet.Views;

namespace Mlvgm.MLNet.Tests.Encoders;

public sealed class SelfSupervisedEncoderTests : IDisposable
{
    readonly MLContext _ml = new(seed: 1);
    readonly TinyGenerator _generator = new();
    readonly TemporaryFolder _folder = new();

    [Fact]
    public void An_encoder_trains_on_an_endless_view_and_writes_what_it_promises()
    {
        var reports = new List<TrainingProgress>();
        var trained = Estimator(options => options.Progress = reports.Add).Train(Views());
        Assert.Equal(3, trained.Training.Steps);
        Assert.Equal(3, reports[^1].Step);
        Assert.InRange(trained.LargestDifference, 0, 1e-4);
        Assert.Equal(Path.Combine(Run, "encoder.onnx"), trained.OnnxPath);
        var card = EncoderCard.Read(trained.OnnxPath);
        Assert.Equal((new ImageShape(3, 16, 16), 32, 1f), (card.InputShape, card.FeatureWidth, card.PixelMaximum));
        var training = card.Training!;
        Assert.Equal(("SimSiam", "tiny", "random", 3L), (training.Method, training.Generator, training.Strategy, training.Steps));
        using var weights = Safetensors.Read(trained.WeightsPath);
        Assert.Contains("encoder.conv1.weight", weights.Tensors.Keys);
        Assert.Contains("heads.predictor.3.bias", weights.Tensors.Keys);
        // One batch for the picture of the views, one for each step.
        Assert.Equal([16, 16, 16, 16], _generator.Decoded);
    }

    [Theory]
    [InlineData("SimCLR", "heads.projector.2.bias")]
    [InlineData("BYOL", "heads.target.encoder.conv1.weight")]
    public void Other_frameworks_train_by_name_and_the_weights_hold_all_that_they_need(string framework, string weight)
    {
        var trained = Estimator(options => options.Framework = framework).Train(Views());
        Assert.Equal((framework, 3), (trained.Card.Training!.Method, trained.Training.Steps));
        using var weights = Safetensors.Read(trained.WeightsPath);
        Assert.Contains(weight, weights.Tensors.Keys);
    }

    [Fact]
    public void The_options_of_a_framework_reach_it()
    {
        Assert.NotEqual(Loss("SimCLR", _ => { }), Loss("SimCLR", options => options.Temperature = 0.5));
        double constant = Loss("BYOL", _ => { });
        Assert.NotEqual(constant, Loss("BYOL", options => options.TargetMomentum = 0.5));
        Assert.NotEqual(constant, Loss("BYOL", options => options.TargetMomentumSchedule = MomentumSchedule.Cosine));

        double Loss(string framework, Action<SelfSupervisedEncoderEstimator.Options> change) => Estimator(options =>
        {
            options.Framework = framework;
            change(options);
        }).Train(Views()).Training.Loss;
    }

    [Fact]
    public void The_default_augmentation_is_crop_flip_whose_views_are_whole_images()
    {
        byte[] standard = File.ReadAllBytes(Estimator().Train(Views()).OnnxPath);
        Assert.Equal(standard, File.ReadAllBytes(Estimator(options => options.Augmentation = "crop-flip").Train(Views()).OnnxPath));
        Assert.NotEqual(standard, File.ReadAllBytes(Estimator(options => options.Augmentation = "no-color").Train(Views()).OnnxPath));
    }

    [Theory]
    [InlineData("all")]
    [InlineData("no-color")]
    [InlineData("no-crop")]
    [InlineData("none")]
    public void After_one_of_the_papers_augmentations_an_encoder_looks_at_the_centre_of_its_images(string augmentation)
    {
        var trained = Estimator(options => options.Augmentation = augmentation).Train(Views());
        Assert.Equal(3, trained.Training.Steps);
        float[] image = [.. Enumerable.Range(0, 3 * 16 * 16).Select(i => i % 97 / 97f)], framed = [.. image], marked = [.. image];
        for (int i = 0; i < image.Length; i++)
        {
            // Views have 14 of 16 pixels: the outermost ring is outside.
            if (i % 16 is 0 or 15 || i / 16 % 16 is 0 or 15) framed[i] = 1 - framed[i];
        }
        marked[3 * 16 + 1] = 1 - marked[3 * 16 + 1];
        using var encoder = new OnnxEncoder(trained.OnnxPath);
        float[] features = Embed(image);
        Assert.Equal(features, Embed(framed));
        Assert.NotEqual(features, Embed(marked));

        float[] Embed(float[] pixels) => encoder.Encode(pixels);
    }

    [Fact]
    public void Pixels_are_normalised_channel_by_channel()
    {
        byte[] one = Onnx([0.4f], [0.2f]);
        Assert.Equal(one, Onnx([0.4f, 0.4f, 0.4f], [0.2f]));
        Assert.NotEqual(one, Onnx([0.4f, 0.4f, 0.5f], [0.2f]));
        var card = Estimator(options => (options.Mean, options.StandardDeviation) = ([0.1f, 0.2f, 0.3f], [0.5f, 0.6f, 0.7f])).Train(Views()).Card;
        Assert.Equal([0.1f, 0.2f, 0.3f], card.Mean);
        Assert.Equal([0.5f, 0.6f, 0.7f], card.StandardDeviation);

        byte[] Onnx(float[] mean, float[] deviation) =>
            File.ReadAllBytes(Estimator(options => (options.Mean, options.StandardDeviation) = (mean, deviation)).Train(Views()).OnnxPath);
    }

    [Fact]
    public void Means_of_another_number_of_channels_are_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => Estimator(options => options.Mean = [0.1f, 0.2f]).Train(Views()));
        Assert.Contains("Mean has 2 values, but images of 3x16x16 have 3 channel(s): give one, or one for each channel.", error.Message);
    }

    [Fact]
    public void Equal_seeds_write_equal_bytes()
    {
        Assert.Equal(Bytes(seed: 4), Bytes(seed: 4));
        Assert.NotEqual(Bytes(seed: 4), Bytes(seed: 5));

        byte[] Bytes(ulong seed) => File.ReadAllBytes(Estimator(options => options.Seed = seed).Train(Views()).OnnxPath);
    }

    [Fact]
    public void A_saved_model_gives_equal_features_after_loading()
    {
        using var model = Estimator().Fit(Views());
        var images = _ml.Data.TakeRows(Views(), 5);
        float[][] expected = [.. model.Transform(images).GetColumn<float[]>("Features")];
        _ml.Model.Save(model, images.Schema, _folder.File("model.zip"));
        File.Delete(Path.Combine(Run, "encoder.onnx"));
        var loaded = new MLContext().Model.Load(_folder.File("model.zip"), out _);
        Assert.Equal(expected, loaded.Transform(images).GetColumn<float[]>("Features"));
        Assert.Equal(32, expected[0].Length);
        (loaded as IDisposable)?.Dispose();
    }

    [Fact]
    public async Task A_saved_model_gives_equal_bits_in_a_process_that_knows_neither_TorchSharp_nor_this_library()
    {
        var images = _ml.Data.TakeRows(Views(), 5);
        using var model = Estimator().Fit(Views());
        _ml.Model.Save(model, images.Schema, _folder.File("model.zip"));
        var second = await ConsumerProcess.Predict(
            _folder.File("model.zip"), [.. images.GetColumn<float[]>("Image").SelectMany(image => image)], "Image", "Features");
        Assert.Equal(model.Transform(images).GetColumn<float[]>("Features").SelectMany(features => features), second.Outputs);
        Assert.DoesNotContain(second.Assemblies, name => name.StartsWith("TorchSharp", StringComparison.Ordinal));
        Assert.DoesNotContain(second.Assemblies, name => name.StartsWith("Mlvgm", StringComparison.Ordinal));
    }

    [Fact]
    public void A_view_of_images_trains_by_rows()
    {
        var trained = Estimator().Train(LabelledImages());
        Assert.Equal(3, trained.Training.Steps);
        Assert.Equal(("rows", "none"), (trained.Card.Training!.Generator, trained.Card.Training.Strategy));
    }

    [Fact]
    public void A_view_behind_a_transform_trains_by_rows_of_both_columns()
    {
        var views = Views();
        var copied = _ml.Transforms.CopyColumns("Anchor", "Image").Fit(views).Transform(views);
        var trained = Estimator(options => options.PositiveColumnName = "Positive", input: "Anchor").Train(copied);
        Assert.Equal(3, trained.Training.Steps);
        Assert.Equal("column", trained.Card.Training!.Strategy);
    }

    [Fact]
    public void An_encoder_fits_into_a_pipeline_with_a_trainer_of_mlnet()
    {
        var images = LabelledImages();
        var pipeline = Estimator().AppendCacheCheckpoint(_ml)
            .Append(_ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy("Label", "Features"));
        var predictions = pipeline.Fit(images).Transform(images);
        // Dark and bright images: two classes that any features tell apart.
        Assert.Equal(1, _ml.MulticlassClassification.Evaluate(predictions).MicroAccuracy);
    }

    [Fact]
    public void Pixels_up_to_255_are_scaled_inside_the_graph()
    {
        var images = LabelledImages();
        var scaling = _ml.Transforms.CustomMapping<Pixels, Scaled>((from, to) => to.Bytes = [.. from.Image!.Select(p => p * 255)], null);
        var scaled = scaling.Fit(images).Transform(images);
        var plain = Estimator(options => options.Steps = 0);
        var bytes = Estimator(options => (options.Steps, options.PixelRange) = (0, PixelRange.ZeroTo255), "Bytes");
        float[] expected = First(plain.Fit(images).Transform(images));
        float[] actual = First(bytes.Fit(scaled).Transform(scaled));
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], 4);

        static float[] First(IDataView view) => view.GetColumn<float[]>("Features").First();
    }

    [Fact]
    public void An_encoder_for_bytes_learns_the_same_from_a_generator()
    {
        float loss = (float)Estimator().Train(Views()).Training.Loss;
        var trained = Estimator(options => options.PixelRange = PixelRange.ZeroTo255).Train(Views());
        Assert.Equal((loss, 255f), ((float)trained.Training.Loss, trained.Card.PixelMaximum));
    }

    [Fact]
    public void No_step_exports_the_untrained_network()
    {
        var trained = Estimator(options => options.Steps = 0).Train(Views());
        Assert.Null(trained.Card.Training);
        Assert.Empty(_generator.Decoded);
    }

    [Fact]
    public void Cancelling_returns_the_encoder_so_far()
    {
        using var stop = new CancellationTokenSource();
        var estimator = Estimator(options =>
        {
            options.Steps = 1_000_000;
            options.Progress = _ => stop.Cancel();
            options.CancellationToken = stop.Token;
        });
        var trained = estimator.Train(Views());
        Assert.Equal((1, true), (trained.Training.Steps, trained.Training.Cancelled));
        Assert.True(File.Exists(trained.OnnxPath));
    }

    [Fact]
    public void The_log_says_device_speed_and_the_difference_to_onnx()
    {
        var lines = new List<string>();
        _ml.Log += (_, entry) =>
        {
            if (entry.Source.StartsWith(nameof(SelfSupervisedEncoderEstimator), StringComparison.Ordinal)) lines.Add(entry.RawMessage);
        };
        Estimator(options => options.Device = "cpu").Train(Views());
        Assert.Contains("cpu was asked for.", lines);
        Assert.Contains(lines, line => line.StartsWith("3 steps in ", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("largest difference between module and ONNX Runtime"));
    }

    [Fact]
    public void The_output_schema_adds_a_vector_of_single()
    {
        var views = LabelledImages();
        var pipeline = Estimator().Append(_ml.Transforms.NormalizeMinMax("Features"));
        Assert.Contains("Features", pipeline.Fit(views).Transform(views).Schema.Select(column => column.Name));
    }

    [Theory]
    [InlineData("Missing", "Could not find input column 'Missing'")]
    [InlineData("Label", "Schema mismatch for input column 'Label': expected a vector of Single of dimensions channels (1 or 3) x " +
        "height x width, got Key<UInt32, 0-1>")]
    public void A_wrong_column_is_an_error_before_any_work(string column, string message)
    {
        var images = LabelledImages();
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => Estimator(input: column).Fit(images));
        Assert.StartsWith(message, error.Message);
        Assert.False(Directory.Exists(Run));
    }

    [Fact]
    public void A_column_without_image_dimensions_is_an_error()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => Estimator(input: "global").Fit(Views()));
        Assert.Contains("Schema mismatch for input column 'global'", error.Message);
    }

    [Fact]
    public void A_missing_column_is_an_error_of_the_pipelines_schema_too()
    {
        var pipeline = _ml.Transforms.CopyColumns("Other", "Image").Append(Estimator(input: "Missing"));
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => pipeline.Fit(LabelledImages()));
        Assert.Contains("Could not find input column 'Missing'", error.Message);
    }

    [Theory]
    [InlineData(1, "A batch needs at least 2 pairs")]
    [InlineData(21, "The input has 20 rows, fewer than one batch of 21.")]
    public void A_batch_size_that_cannot_work_is_an_error_before_any_work(int batchSize, string message)
    {
        var estimator = Estimator(options => options.BatchSize = batchSize);
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => estimator.Fit(LabelledImages()));
        Assert.StartsWith(message, error.Message);
    }

    [Fact]
    public void Labelled_images_without_labels_are_an_error_before_any_work()
    {
        var estimator = Estimator(options => (options.LabelledImages, options.LabelColumnName) = (LabelledImages(), "Class"));
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => estimator.Fit(LabelledImages()));
        Assert.Contains("Could not find label column 'Class' of the labelled images.", error.Message);
        Assert.False(Directory.Exists(Run));
    }

    [Fact]
    public void Output_and_input_need_two_names() =>
        Assert.Throws<ArgumentException>(() => _ml.Transforms.SelfSupervisedEncoder("Image", "Image"));

    public void Dispose()
    {
        _generator.Dispose();
        _folder.Dispose();
    }

    string Run => _folder.File("run");

    SelfSupervisedEncoderEstimator Estimator(Action<SelfSupervisedEncoderEstimator.Options>? change = null, string input = "Image")
    {
        var options = new SelfSupervisedEncoderEstimator.Options
        {
            Backbone = "resnet10", Width = 4, BatchSize = 8, Steps = 3, RunDirectory = Run, ExistingRun = ExistingRun.Replace,
        };
        change?.Invoke(options);
        return _ml.Transforms.SelfSupervisedEncoder("Features", input, options);
    }

    GeneratedDataView Views()
    {
        var strategy = ViewStrategy.Uniform(_generator.Layout, new RandomPerturbation(new TruncatedNormal(0, 0.2, 2)));
        return _ml.Data.LoadFromGenerator(_generator, strategy, new GeneratedDataView.Options { AnchorColumnName = "Image", Seed = 3 });
    }

    IDataView LabelledImages()
    {
        var shape = new ImageShape(3, 16, 16);
        byte[] pixels = [.. Enumerable.Range(0, 20 * shape.Size).Select(i => (byte)(i / shape.Size % 2 * 150 + i * 7919L % 101))];
        int[] labels = [.. Enumerable.Range(0, 20).Select(i => i % 2)];
        return _ml.Data.LoadFromImageDataset(new ImageDataset(shape, pixels, labels, ["dark", "bright"]));
    }

    sealed class Pixels
    {
        [VectorType(3, 16, 16)]
        public float[]? Image { get; set; }
    }

    sealed class Scaled
    {
        [VectorType(3, 16, 16)]
        public float[]? Bytes { get; set; }
    }
}
