using Mlvgm.MLNet.Cli.Execution;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.IO;
using Mlvgm.MLNet.Onnx;
using Mlvgm.Testing.Datasets;

namespace Mlvgm.MLNet.Cli.Tests.Commands;

/// <summary><c>mlvgm train --images</c>.</summary>
public sealed class TrainImagesCommandTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Real_images_train_over_several_epochs_and_go_on_after_a_stop(bool store)
    {
        string images = Folder(count: 10, side: 12);
        string[] arguments = ["--images", images, "--steps", "5", "--store", store ? "true" : "false"];
        var run = await Train(arguments);
        Assert.Equal(("", ExitCode.Success), (run.Error, run.ExitCode));
        Assert.Contains("10 images of 3x12x12", run.Output);
        Assert.Equal(store, run.Output.Contains("Decoded 10 rows to "));
        var card = EncoderCard.Read(_folder.File("run/encoder.onnx"));
        Assert.Equal(("rows", "none", new ImageShape(3, 12, 12), 5L),
            (card.Training!.Generator, card.Training.Strategy, card.InputShape, card.Training.Steps));
        Assert.False(File.Exists(_folder.File("run/decoded.store")));
        run = await Train([.. arguments, "--resume"]);
        Assert.Equal(("", ExitCode.Success), (run.Error, run.ExitCode));
        Assert.DoesNotContain("Decoded", run.Output);
    }

    [Fact]
    public async Task A_damaged_image_ends_the_run_or_is_passed_over_told_and_written()
    {
        string images = Folder(count: 8, side: 12);
        File.WriteAllText(Path.Combine(images, "03.png"), "damaged");
        var run = await Train("--images", images, "--image-size", "12", "--steps", "2");
        Assert.Equal(ExitCode.Failure, run.ExitCode);
        Assert.Contains("03.png' cannot be learned from: not an image in a known format. Put it right, or pass over such images (--skip-undecodable).", run.Error);
        run = await Train("--images", images, "--steps", "2", "--replace", "--skip-undecodable", "true", "--json", _folder.File("run.json"));
        Assert.Equal(("", ExitCode.Success), (run.Error, run.ExitCode));
        Assert.Contains("warning: The image '03.png' is passed over: not an image in a known format.", run.Output);
        Assert.Contains("1 images do not decode and are left out:", run.Output);
        using var json = System.Text.Json.JsonDocument.Parse(File.ReadAllBytes(_folder.File("run.json")));
        var found = Assert.Single(json.RootElement.GetProperty("data").EnumerateArray());
        Assert.Equal((7, "03.png"), (found.GetProperty("images").GetInt32(), found.GetProperty("undecodable")[0].GetProperty("name").GetString()));
    }

    [Fact]
    public async Task Images_of_several_sizes_are_refused_unless_a_size_is_given()
    {
        string images = Folder(count: 6, side: 12);
        Picture(Path.Combine(images, "z.png"), 9);
        var run = await Train("--images", images, "--steps", "1");
        Assert.Equal(ExitCode.Failure, run.ExitCode);
        Assert.Contains("'z.png' is 9x9, the images before it are 12x12.", run.Error);
        Assert.False(Directory.Exists(_folder.File("run")));
        run = await Train("--images", images, "--steps", "1", "--image-size", "8");
        Assert.Equal(("", ExitCode.Success), (run.Error, run.ExitCode));
        Assert.Equal(new ImageShape(3, 8, 8), EncoderCard.Read(_folder.File("run/encoder.onnx")).InputShape);
    }

    [Fact]
    public async Task An_IDX_folder_trains_in_grey()
    {
        var run = await Train("--images", TinyDataset.Write(_folder), "--steps", "1");
        Assert.Equal(("", ExitCode.Success), (run.Error, run.ExitCode));
        Assert.Contains($"{TinyDataset.TrainImages} images of 1x8x8", run.Output);
    }

    [Theory]
    [InlineData("Name a generator, or give --images; one of the two.")]
    [InlineData("Name a generator, or give --images; one of the two.", "fashion-mnist-nvae", "--images", "x")]
    [InlineData("--strategy is for generators", "--images", "x", "--strategy", "none")]
    [InlineData("--image-size is for --images.", "fashion-mnist-nvae", "--image-size", "8")]
    [InlineData("There is no file or folder 'absent'", "--images", "absent")]
    public async Task Options_that_do_not_go_together_are_refused(string reason, params string[] arguments)
    {
        var run = await Train(arguments);
        Assert.NotEqual(ExitCode.Success, run.ExitCode);
        Assert.Contains(reason, run.Error);
    }

    [Fact]
    public async Task A_test_part_is_not_trained_on_and_what_is_not_read_is_told_and_written()
    {
        foreach (var (i, part) in ((string[])["training", "testing"]).Index())
        {
            foreach (string name in (string[])["a", "b"])
            {
                Directory.CreateDirectory(_folder.File($"images/{part}/{name}"));
                for (int image = 0; image < 4 + i; image++) Picture(_folder.File($"images/{part}/{name}/{image}.png"), 8, image);
            }
        }
        _folder.Write("images/training/a/9.tif", "");
        var run = await Train("--images", _folder.File("images"), "--steps", "1", "--json", _folder.File("run.json"));
        Assert.Equal(("", ExitCode.Success), (run.Error, run.ExitCode));
        Assert.Contains("8 images of 3x8x8", run.Output);
        Assert.Contains("1 file is passed over, since .tif is not read: 'training/a/9.tif'", run.Output);
        using var json = System.Text.Json.JsonDocument.Parse(File.ReadAllBytes(_folder.File("run.json")));
        var found = Assert.Single(json.RootElement.GetProperty("data").EnumerateArray());
        Assert.Equal(("Train", 8, 1), (
            found.GetProperty("part").GetString(), found.GetProperty("images").GetInt32(), found.GetProperty("passedOver")[0].GetProperty("count").GetInt32()));
    }

    [Fact]
    public async Task A_share_of_the_images_can_be_held_out()
    {
        string images = Folder(count: 10, side: 8);
        var run = await Train("--images", images, "--steps", "1", "--holdout", "0.3");
        Assert.Equal(("", ExitCode.Success), (run.Error, run.ExitCode));
        Assert.Contains("7 images of 3x8x8", run.Output);
        run = await Train("fashion-mnist-nvae", "--holdout-seed", "1");
        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains("--holdout-seed goes with --holdout", run.Error);
    }

    [Fact]
    public async Task Fewer_images_than_a_batch_are_refused()
    {
        var run = await Train("--images", Folder(count: 3, side: 8), "--steps", "1");
        Assert.Equal(ExitCode.Failure, run.ExitCode);
        Assert.Contains("The input has 3 rows, fewer than one batch of 4.", run.Error);
    }

    public void Dispose() => _folder.Dispose();

    Task<CliRun> Train(params string[] arguments) => CliRun.Of(
        ["train", .. arguments, "--batch", "4", "--width", "2", "--out", _folder.File("run"), "--device", "cpu"]);

    string Folder(int count, int side)
    {
        string folder = Directory.CreateDirectory(_folder.File("images")).FullName;
        for (int i = 0; i < count; i++) Picture(Path.Combine(folder, $"{i:d2}.png"), side, i);
        return folder;
    }

    static void Picture(string path, int side, int seed = 0)
    {
        var shape = new ImageShape(3, side, side);
        float[] pixels = [.. Enumerable.Range(0, shape.Size).Select(i => (i * 37 + seed * 11) % 256 / 255f)];
        ImageGrid.WritePng(path, pixels, shape, columns: 1);
    }
}
