using Microsoft.ML;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Frameworks.SimClr;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Settings;
using Mlvgm.MLNet.Torch.Augmentation;
using Mlvgm.MLNet.Torch.Backbones;

namespace Mlvgm.MLNet.Tests.Encoders;

/// <summary>What cannot be trained is refused, before any work.</summary>
public sealed class EncoderErrorTests : EncoderTests
{
    [Fact]
    public void Means_of_another_number_of_channels_are_refused()
    {
        var error = Assert.Throws<SettingsException>(() => Estimator(options => options with { Images = options.Images with { Mean = [0.1f, 0.2f] } }));
        Assert.Contains("Mean (--mean) has 2 values: give one, or one for each of 3 channels.", error.Message);
    }

    [Fact]
    public void Three_means_for_grey_images_are_refused_before_any_work()
    {
        var grey = ML.Data.LoadFromImageDataset(new ImageDataset(new ImageShape(1, 8, 8), new byte[20 * 64], [.. Enumerable.Repeat(0, 20)], ["one"]));
        var estimator = Estimator(options => options with { Images = options.Images with { Mean = [0.1f, 0.2f, 0.3f] } });
        var error = Assert.Throws<ArgumentException>(() => estimator.Train(grey));
        Assert.Contains("Mean has 3 values, but images of 1x8x8 have 1 channel(s): give one, or one for each channel.", error.Message);
        Assert.False(Directory.Exists(Run));
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
        var pipeline = ML.Transforms.CopyColumns("Other", "Image").Append(Estimator(input: "Missing"));
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => pipeline.Fit(LabelledImages()));
        Assert.Contains("Could not find input column 'Missing'", error.Message);
    }

    [Fact]
    public void A_batch_larger_than_the_data_is_an_error_before_any_work()
    {
        var estimator = Estimator(options => options with { Training = options.Training with { BatchSize = 21 } });
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => estimator.Fit(LabelledImages()));
        Assert.StartsWith("The input has 20 rows, fewer than one batch of 21.", error.Message);
        Assert.False(Directory.Exists(Run));
    }

    [Fact]
    public void All_that_is_wrong_with_options_is_said_when_the_estimator_is_constructed()
    {
        var error = Assert.Throws<SettingsException>(() => Estimator(options => options with
        {
            Framework = new SimClrOptions { Temperature = 0 },
            Backbone = new ResNetOptions("resnet10") { Width = 0 },
            Augmentation = new StandardAugmentationOptions("all") { MinimumCropScale = 1.5 },
            Training = options.Training with { BatchSize = 1, LearningRate = double.NaN, EarlyStopping = new() { Patience = 0 } },
            Run = options.Run with { CheckpointMinutes = -1 },
        }));
        Assert.Equal(
            ["Temperature", "Width", "MinimumCropScale", "BatchSize", "LearningRate", "Patience", "CheckpointMinutes"],
            error.Violations.Select(violation => violation.Split(' ')[0]));
        Assert.Equal("BatchSize (--batch) is 1; it is 2 or more: batch normalisation has no variance over one pair.", error.Violations[3]);
    }

    [Fact]
    public void Labelled_images_without_labels_are_an_error_before_any_work()
    {
        var estimator = Estimator(options => options with { LabelledImages = LabelledImages(), LabelColumnName = "Class" });
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => estimator.Fit(LabelledImages()));
        Assert.Contains("Could not find label column 'Class' of the labelled images.", error.Message);
        Assert.False(Directory.Exists(Run));
    }

    [Fact]
    public void Output_and_input_need_two_names() =>
        Assert.Throws<ArgumentException>(() => ML.Transforms.SelfSupervisedEncoder("Image", "Image"));
}
