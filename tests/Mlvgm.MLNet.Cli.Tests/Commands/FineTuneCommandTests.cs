using System.Text.Json;
using Mlvgm.MLNet.Cli.Execution;
using Mlvgm.MLNet.Experiments.Comparisons;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.IO;
using Mlvgm.MLNet.Onnx;

namespace Mlvgm.MLNet.Cli.Tests.Commands;

/// <summary><c>mlvgm fine-tune</c>.</summary>
public sealed class FineTuneCommandTests : IDisposable
{
    const int Side = 12;

    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_folder_of_class_folders_becomes_a_classifier_that_is_tested_on_its_test_part(bool store)
    {
        string images = Folder();
        var run = await FineTune("--images", images, "--steps", "40", "--learning-rate", "0.5", "--store", store ? "true" : "false", "--json", _folder.File("run.json"));
        Assert.Equal(("", ExitCode.Success), (run.Error, run.ExitCode));
        Assert.Contains("40 images of 3x12x12 in 2 classes", run.Output);
        Assert.Contains("held-out: 100.0 % of 4 images right", run.Output);
        Assert.Contains("test: 100.0 % of 12 images right, 100.0 % as the mean of the classes", run.Output);
        // The eight images of a batch, each once and at twice its size.
        Assert.Equal((8 * 2 * Side + 7, 2 * Side), PngFile.SizeOf(_folder.File("run/views.png")));
        Assert.Equal(["bright", "dark"], EncoderCard.Read(_folder.File("run/encoder.onnx")).ClassNames);
        using var json = JsonDocument.Parse(File.ReadAllBytes(_folder.File("run.json")));
        Assert.Equal((36, 4), (json.RootElement.GetProperty("learned").GetInt32(), json.RootElement.GetProperty("heldOut").GetInt32()));
        Assert.Equal(12, json.RootElement.GetProperty("test").GetProperty("images").GetInt32());
        byte[] whole = File.ReadAllBytes(_folder.File("run/encoder.onnx"));
        run = await FineTune("--images", images, "--steps", "40", "--learning-rate", "0.5", "--store", store ? "true" : "false", "--resume");
        Assert.Equal(("", ExitCode.Success), (run.Error, run.ExitCode));
        Assert.Equal(whole, File.ReadAllBytes(_folder.File("run/encoder.onnx")));
    }

    [Fact]
    public async Task Without_a_test_part_none_is_told_and_one_can_be_held_out()
    {
        string images = Path.Combine(Folder(), "train");
        var run = await FineTune("--images", images, "--steps", "1");
        Assert.Equal(("", ExitCode.Success), (run.Error, run.ExitCode));
        Assert.DoesNotContain("test:", run.Output);
        run = await FineTune("--images", images, "--steps", "1", "--holdout", "0.25", "--replace");
        Assert.Equal(("", ExitCode.Success), (run.Error, run.ExitCode));
        Assert.Contains("30 images", run.Output);
        Assert.Contains("of 10 images right, ", run.Output);
        Assert.True(File.Exists(_folder.File("run/results.json")));
        // Those of another classifier would be worse than none.
        run = await FineTune("--images", images, "--steps", "1", "--replace");
        Assert.Equal(("", ExitCode.Success), (run.Error, run.ExitCode));
        Assert.False(File.Exists(_folder.File("run/results.json")));
    }

    [Fact]
    public async Task Few_labels_are_drawn_as_for_a_probe_and_the_test_stands_beside_probes()
    {
        string images = Folder();
        var run = await FineTune("--images", images, "--steps", "40", "--learning-rate", "0.5", "--labels-per-class", "6", "--validation", "0", "--seed", "3");
        Assert.Equal(("", ExitCode.Success), (run.Error, run.ExitCode));
        Assert.Contains("12 images of 3x12x12 in 2 classes", run.Output);
        var (table, text) = (ResultComparison.Of([_folder.File("run")]).Table, File.ReadAllText(_folder.File("run/results.json")));
        var only = Assert.Single(table.Runs);
        Assert.Equal(("fine-tuned resnet10-w2", 6, 3ul, 12L, 12L), (only.Features, only.LabelsPerClass, only.Seed, only.Result.TrainRows, only.Result.TestRows));
        Assert.Equal((1, 1), (only.Result.Top1, only.Result.Confusion.MeanPerClass));
        Assert.Contains("\"counts\"", text);
        run = await FineTune("--images", images, "--steps", "1", "--labels-per-class", "21", "--replace");
        Assert.Equal(ExitCode.Failure, run.ExitCode);
        Assert.Contains("has 20 rows; 21 were asked for", run.Error);
    }

    [Fact]
    public async Task A_damaged_image_is_named_or_passed_over_wherever_it_stands()
    {
        string images = Folder();
        foreach (string part in new[] { "train/dark/03.png", "test/dark/01.png" }) File.WriteAllText(Path.Combine(images, part), "damaged");
        var run = await FineTune("--images", images, "--steps", "6", "--image-size", "12");
        Assert.Equal(ExitCode.Failure, run.ExitCode);
        Assert.Contains("03.png", run.Error);
        File.Delete(Path.Combine(images, "train/dark/03.png"));
        run = await FineTune("--images", images, "--steps", "1", "--image-size", "12", "--replace");
        Assert.Equal(ExitCode.Failure, run.ExitCode);
        Assert.Contains("01.png' does not decode: not an image in a known format. The classifier is written, and not tested.", run.Error);
        Assert.True(File.Exists(_folder.File("run/encoder.onnx")));
        run = await FineTune("--images", images, "--steps", "3", "--image-size", "12", "--skip-undecodable", "true", "--replace");
        Assert.Equal(("", ExitCode.Success), (run.Error, run.ExitCode));
        Assert.Contains("of 11 images right", run.Output);
        Assert.Contains("01.png", run.Output);
    }

    [Fact]
    public async Task What_cannot_be_learned_is_said()
    {
        string images = Folder();
        var run = await FineTune("--images", Path.Combine(images, "train", "dark"), "--steps", "1");
        Assert.Equal(ExitCode.Failure, run.ExitCode);
        Assert.Contains("has no classes to learn", run.Error);
        run = await FineTune("--images", images, "--batch", "64");
        Assert.Equal(ExitCode.Failure, run.ExitCode);
        Assert.Contains("36 labelled images to learn from are fewer than one batch of 64", run.Error);
        run = await FineTune("--images", images, "--label-smoothing", "1", "--validation", "-1");
        Assert.Equal(ExitCode.Usage, run.ExitCode);
    }

    Task<CliRun> FineTune(params string[] arguments) => CliRun.Of(
    [
        "fine-tune", .. arguments.Contains("--batch") ? [] : (string[])["--batch", "8"], .. arguments, "--backbone", "resnet10", "--width", "2", "--out", _folder.File("run"),
        "--device", "cpu", "--warmup-steps", "2",
    ]);

    /// <summary>Dark and bright pictures: 20 of each to learn from, 6 of each to test.</summary>
    string Folder()
    {
        string folder = _folder.File("images");
        foreach (var (part, count) in new[] { ("train", 20), ("test", 6) })
        {
            foreach (string name in new[] { "bright", "dark" })
            {
                string classFolder = Directory.CreateDirectory(Path.Combine(folder, part, name)).FullName;
                for (int i = 0; i < count; i++)
                {
                    var shape = new ImageShape(3, Side, Side);
                    float[] pixels = [.. Enumerable.Range(0, shape.Size).Select(p => (name == "dark" ? 0.1f : 0.6f) + 0.3f * ((p * 37 + i * 11) % 256) / 255)];
                    ImageGrid.WritePng(Path.Combine(classFolder, $"{i:d2}.png"), pixels, shape, columns: 1);
                }
            }
        }
        return folder;
    }
}
