using System.Text.Json.Nodes;
using Microsoft.ML;
using Microsoft.ML.Data;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Identities;
using Mlvgm.MLNet.Measurement.State;
using Mlvgm.MLNet.Runs;
using Mlvgm.MLNet.Torch.Devices;
using Mlvgm.MLNet.Torch.State;
using Mlvgm.MLNet.Training;
using Mlvgm.MLNet.Training.DecodedStore;
using Mlvgm.MLNet.Training.Monitors;
using Mlvgm.MLNet.Training.Objectives;
using Mlvgm.MLNet.Training.Sources;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Tests.Training;

/// <summary>Parts of a state, and stores beside it, whose contents are not those that are expected: each names what it is.</summary>
public sealed class StoredPartTests : IDisposable
{
    static readonly ImageShape Shape = new(1, 2, 2);

    readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_momentum_of_another_shape_than_its_parameter_is_named()
    {
        using var setup = new TrainingSetup();
        using var optimiser = new MomentumSgd(setup.Encoder, new SelfSupervisedObjective(setup.Framework), TrainingSetup.Options);
        string name = $"momentum.encoder.{setup.Encoder.named_parameters().First().name}";
        using var state = new StateFile(1, new Identity());
        using (var wrong = zeros(3, 5)) state.Add(name, wrong);
        Assert.Equal(
            $"The state's '{name}' has shape [3, 5], not its parameter's.", Assert.Throws<InvalidDataException>(() => optimiser.Restore(state)).Message);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("7")]
    [InlineData("{\"Training\": 7}")]
    [InlineData("{\"RefitIterations\": \"many\"}")]
    public void Phases_of_a_measurement_that_are_not_there_or_of_another_kind_are_named(string? text)
    {
        using var state = new StateFile(1, new Identity());
        state.Values["finished"] = text is null ? null : JsonNode.Parse(text);
        Assert.StartsWith("The state lacks 'finished': ", Assert.Throws<InvalidDataException>(() => new FinishedPhases().Restore(state)).Message);
    }

    [Fact]
    public void Phases_of_a_measurement_come_back_as_they_were()
    {
        using var state = new StateFile(1, new Identity());
        new FinishedPhases { Refit = 1.25, RefitIterations = 7, Resample = double.NaN }.Save(state);
        var restored = new FinishedPhases();
        restored.Restore(state);
        Assert.Equal((1.25, 7, double.NaN, null, null),
            (restored.Refit, restored.RefitIterations, restored.Resample, restored.Training, restored.Perturbation));
    }

    [Fact]
    public void A_window_of_losses_goes_on_where_it_was()
    {
        var window = new MeterWindow("window");
        window.Add(2);
        window.Add(3);
        using var state = new StateFile(1, new Identity());
        window.Save(state);
        var restored = new MeterWindow("window");
        restored.Restore(state);
        Assert.Equal(2, restored.Count);
        restored.Add(10);
        Assert.Equal(5, restored.Take());
        Assert.Equal((0, double.NaN), (restored.Count, restored.Take()));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("7")]
    public void A_damaged_list_of_machines_is_named_and_left(string text)
    {
        string path = _folder.Write("environment.json", text);
        Assert.StartsWith($"'{path}' is damaged: ", Assert.Throws<InvalidDataException>(() => EnvironmentFile.Append(path, DeviceChoice.Parse("cpu"))).Message);
        Assert.Equal(text, File.ReadAllText(path));
    }

    [Fact]
    public void Each_start_of_a_run_adds_its_machine()
    {
        string path = _folder.File("environment.json");
        for (int i = 0; i < 2; i++) EnvironmentFile.Append(path, DeviceChoice.Parse("cpu"));
        var entries = JsonNode.Parse(File.ReadAllText(path))!.AsArray();
        Assert.Equal(2, entries.Count);
        Assert.All(entries, entry =>
        {
            Assert.Equal(("cpu", Environment.ProcessorCount), ((string)entry!["device"]!, (int)entry["cores"]!));
            Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$", (string)entry["started"]!);
        });
    }

    [Fact]
    public void A_store_that_is_cut_while_it_is_read_is_an_error_that_names_the_row()
    {
        string path = _folder.File("store");
        new DecodedWriter(["Image"], Shape, 1).Write(path, Rows(3), CancellationToken.None);
        using var images = DecodedImages.Open(path);
        float[] image = new float[Shape.Size];
        images.Read(2, 0, image);
        // As a program would that asks nobody.
        using (var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite)) file.SetLength(file.Length - 1);
        images.Read(1, 0, image);
        Assert.Contains("ends before row 2: something has cut it", Assert.Throws<IOException>(() => images.Read(2, 0, image)).Message);
    }

    [Theory]
    [InlineData(3, 4)]
    [InlineData(0, 2)]
    public void Rows_that_are_fewer_than_a_batch_are_counted(int rows, int batch)
    {
        using var source = new RowStreamSource(Rows(Math.Max(1, rows)), Shape, ["Image"], pixelMaximum: 1);
        Assert.Equal($"The input has {Math.Max(1, rows)} rows, fewer than one batch of {batch}.",
            Assert.Throws<InvalidOperationException>(() => source.Next(batch, CPU)).Message);
    }

    [Fact]
    public void A_stream_of_rows_that_is_moved_gives_what_comes_there()
    {
        using var scope = NewDisposeScope();
        using var whole = new RowStreamSource(Rows(10), Shape, ["Image"], pixelMaximum: 1);
        using var moved = new RowStreamSource(Rows(10), Shape, ["Image"], pixelMaximum: 1);
        whole.Next(4, CPU);
        var expected = whole.Next(4, CPU);
        moved.MoveTo(new ViewPosition(0, 4));
        var actual = moved.Next(4, CPU);
        Assert.Equal((expected.Epoch, expected.FirstRow), (actual.Epoch, actual.FirstRow));
        Assert.Equal(expected.Anchors.data<float>().ToArray(), actual.Anchors.data<float>().ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(() => moved.MoveTo(new ViewPosition(-1, 0)));
        Assert.Throws<ArgumentOutOfRangeException>(() => moved.MoveTo(new ViewPosition(0, -1)));
    }

    [Fact]
    public void Labelled_images_of_another_length_are_named_with_their_row()
    {
        var rows = new[] { new LabelledRow { Image = [1, 2, 3, 4], Label = 1 }, new LabelledRow { Image = [1, 2, 3], Label = 2 } };
        var view = new MLContext().Data.LoadFromEnumerable(rows);
        Assert.Equal(
            "Column 'Image' has 3 values in row 1, but images of 1x2x2 have 4.",
            Assert.Throws<InvalidOperationException>(() => LabelledImages.Read(view, Shape, "Image", "Label", 255)).Message);
    }

    [Fact]
    public void Labels_that_are_numbers_are_counted_and_classes_without_an_image_count_too()
    {
        var rows = Enumerable.Range(0, 4).Select(i => new LabelledRow { Image = [i, 0, 0, 255], Label = 10 * (i % 2) });
        var labelled = LabelledImages.Read(new MLContext().Data.LoadFromEnumerable(rows), Shape, "Image", "Label", 255);
        Assert.Equal([0, 1, 0, 1], labelled.Labels);
        Assert.Equal((4, 2), (labelled.Count, labelled.ClassCount));
    }

    public void Dispose() => _folder.Dispose();

    static IDataView Rows(int count) => new MLContext().Data.LoadFromImageDataset(
        new ImageDataset(Shape, [.. Enumerable.Range(0, count).SelectMany(i => Enumerable.Repeat((byte)i, Shape.Size))], [], []));

    sealed class LabelledRow
    {
        public float[] Image = [];

        public float Label;
    }
}
