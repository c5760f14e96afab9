using Mlvgm.MLNet.Encoders;
using Mlvgm.MLNet.Frameworks;
using Mlvgm.MLNet.Frameworks.Byol;
using Mlvgm.MLNet.Frameworks.Contracts;
using Mlvgm.MLNet.Frameworks.Parts;
using Mlvgm.MLNet.Frameworks.SimClr;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Onnx;
using Mlvgm.MLNet.Runs;
using Mlvgm.MLNet.Torch.Augmentation;
using Mlvgm.MLNet.Torch.Weights;
using Mlvgm.MLNet.Training;

namespace Mlvgm.MLNet.Tests.Encoders;

/// <summary>What an encoder learns from, by which options, and what it leaves.</summary>
public sealed class SelfSupervisedEncoderTests : EncoderTests
{
    [Fact]
    public void An_encoder_trains_on_an_endless_view_and_writes_what_it_promises()
    {
        var reports = new List<TrainingProgress>();
        var trained = Estimator(options => options with { Training = options.Training with { Progress = reports.Add } }).Train(Views());
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
        Assert.Equal([16, 16, 16, 16], Generator.Decoded);
    }

    [Theory]
    [InlineData("SimCLR", "heads.projector.2.bias")]
    [InlineData("BYOL", "heads.target.encoder.conv1.weight")]
    [InlineData("BarlowTwins", "heads.projector.6.weight")]
    [InlineData("VICReg", "heads.projector.6.weight")]
    [InlineData("MoCoV3", "heads.target.encoder.conv1.weight")]
    [InlineData("DINO", "heads.center")]
    public void Other_frameworks_train_by_name_and_the_weights_hold_all_that_they_need(string framework, string weight)
    {
        var trained = Estimator(options => options with { Framework = FrameworkRegistry.All.Find(framework) }).Train(Views());
        Assert.Equal((framework, 3), (trained.Card.Training!.Method, trained.Training.Steps));
        using var weights = Safetensors.Read(trained.WeightsPath);
        Assert.Contains(weight, weights.Tensors.Keys);
    }

    [Fact]
    public void The_options_of_a_framework_reach_it()
    {
        Assert.NotEqual(Loss(new SimClrOptions()), Loss(new SimClrOptions { Temperature = 0.5 }));
        double constant = Loss(new ByolOptions());
        Assert.NotEqual(constant, Loss(new ByolOptions { TargetMomentum = 0.5 }));
        Assert.NotEqual(constant, Loss(new ByolOptions { TargetMomentumSchedule = MomentumSchedule.Cosine }));

        double Loss(FrameworkOptions framework) => Estimator(options => options with { Framework = framework }).Train(Views()).Training.Loss;
    }

    [Fact]
    public void The_default_augmentation_is_crop_flip_whose_views_are_whole_images()
    {
        byte[] standard = File.ReadAllBytes(Estimator().Train(Views()).OnnxPath);
        Assert.Equal(standard, File.ReadAllBytes(Estimator(options => options with { Augmentation = new StandardAugmentationOptions("crop-flip") }).Train(Views()).OnnxPath));
        Assert.NotEqual(standard, File.ReadAllBytes(Estimator(options => options with { Augmentation = new StandardAugmentationOptions("no-color") }).Train(Views()).OnnxPath));
    }

    [Theory]
    [InlineData("all")]
    [InlineData("no-color")]
    [InlineData("no-crop")]
    [InlineData("none")]
    public void After_one_of_the_papers_augmentations_an_encoder_looks_at_the_centre_of_its_images(string augmentation)
    {
        var trained = Estimator(options => options with { Augmentation = new StandardAugmentationOptions(augmentation) }).Train(Views());
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
        var card = Estimator(options => options with { Images = options.Images with { Mean = [0.1f, 0.2f, 0.3f], StandardDeviation = [0.5f, 0.6f, 0.7f] } }).Train(Views()).Card;
        Assert.Equal([0.1f, 0.2f, 0.3f], card.Mean);
        Assert.Equal([0.5f, 0.6f, 0.7f], card.StandardDeviation);

        byte[] Onnx(float[] mean, float[] deviation) =>
            File.ReadAllBytes(Estimator(options => options with { Images = options.Images with { Mean = mean, StandardDeviation = deviation } }).Train(Views()).OnnxPath);
    }

    [Fact]
    public void Equal_seeds_write_equal_bytes()
    {
        Assert.Equal(Bytes(seed: 4), Bytes(seed: 4));
        Assert.NotEqual(Bytes(seed: 4), Bytes(seed: 5));

        byte[] Bytes(ulong seed) => File.ReadAllBytes(Estimator(options => options with { Training = options.Training with { Seed = seed } }).Train(Views()).OnnxPath);
    }

    [Fact]
    public void An_encoder_for_bytes_learns_the_same_from_a_generator()
    {
        float loss = (float)Estimator().Train(Views()).Training.Loss;
        var trained = Estimator(options => options with { Images = options.Images with { PixelRange = PixelRange.ZeroTo255 } }).Train(Views());
        Assert.Equal((loss, 255f), ((float)trained.Training.Loss, trained.Card.PixelMaximum));
    }

    [Fact]
    public void No_step_exports_the_untrained_network()
    {
        var trained = Estimator(options => options with { Training = options.Training with { Steps = 0 } }).Train(Views());
        Assert.Null(trained.Card.Training);
        Assert.Empty(Generator.Decoded);
    }

    [Fact]
    public void Cancelling_exports_nothing_and_the_run_goes_on_from_there()
    {
        Assert.ThrowsAny<OperationCanceledException>(() => Cancelled(keep: false).Train(Views()));
        Assert.Equal(
            ["checkpoints", "environment.json", "options.json", "views.png"],
            Directory.EnumerateFileSystemEntries(Run).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
        var resumed = Estimator(options => options with { Run = options.Run with { Existing = ExistingRun.Resume } }).Train(Views());
        byte[] encoder = File.ReadAllBytes(resumed.OnnxPath);
        Assert.Equal(File.ReadAllBytes(Estimator().Train(Views()).OnnxPath), encoder);
    }

    [Fact]
    public void A_run_that_was_killed_before_it_drew_its_views_draws_them_when_it_goes_on()
    {
        Assert.ThrowsAny<OperationCanceledException>(() => Cancelled(keep: false).Train(Views()));
        string picture = Path.Combine(Run, "views.png");
        byte[] drawn = File.ReadAllBytes(picture);
        File.Delete(picture);
        var resumed = Estimator(options => options with { Run = options.Run with { Existing = ExistingRun.Resume } }).Train(Views());
        Assert.Equal(drawn, File.ReadAllBytes(picture));
        Assert.Equal(File.ReadAllBytes(resumed.OnnxPath), File.ReadAllBytes(Estimator().Train(Views()).OnnxPath));
    }

    [Fact]
    public void Cancelling_returns_the_encoder_so_far_where_it_is_asked_for_under_a_name_that_says_so()
    {
        var trained = Cancelled(keep: true).Train(Views());
        Assert.Equal((1, true), (trained.Training.Steps, trained.Training.Cancelled));
        Assert.Equal((Path.Combine(Run, "encoder.partial.onnx"), Path.Combine(Run, "weights.partial.safetensors")), (trained.OnnxPath, trained.WeightsPath));
        Assert.True(File.Exists(trained.OnnxPath));
        foreach (string name in (string[])["encoder.onnx", "weights.safetensors", "card.json"]) Assert.False(File.Exists(Path.Combine(Run, name)), name);
    }

    [Fact]
    public void An_untrained_encoder_is_never_returned()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        var estimator = Estimator(options => options with { Run = options.Run with { KeepPartial = true }, CancellationToken = stop.Token });
        Assert.ThrowsAny<OperationCanceledException>(() => estimator.Train(Views()));
        Assert.Empty(Directory.EnumerateFiles(Run, "*.onnx"));
    }

    SelfSupervisedEncoderEstimator Cancelled(bool keep)
    {
        var stop = new CancellationTokenSource();
        return Estimator(options => options with
        {
            Training = options.Training with { Progress = _ => stop.Cancel() },
            Run = options.Run with { KeepPartial = keep },
            CancellationToken = stop.Token,
        });
    }
}
