using Microsoft.ML;

namespace Mlvgm.MLNet.Tests.Encoders;

/// <summary>What cannot be trained is refused, before any work.</summary>
public sealed class EncoderErrorTests : EncoderTests
{
    [Fact]
    public void Means_of_another_number_of_channels_are_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => Estimator(options => options.Mean = [0.1f, 0.2f]).Train(Views()));
        Assert.Contains("Mean has 2 values, but images of 3x16x16 have 3 channel(s): give one, or one for each channel.", error.Message);
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
        Assert.Throws<ArgumentException>(() => ML.Transforms.SelfSupervisedEncoder("Image", "Image"));
}
