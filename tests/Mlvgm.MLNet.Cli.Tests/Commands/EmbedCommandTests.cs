using Microsoft.ML;
using Microsoft.ML.Data;
using Mlvgm.MLNet.Cli.Execution;
using Mlvgm.MLNet.IO;
using Mlvgm.Testing.Datasets;

namespace Mlvgm.MLNet.Cli.Tests.Commands;

public sealed class EmbedCommandTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Features_load_in_ML_NET()
    {
        await Embed("idv", "Train");
        var view = new MLContext().Data.LoadFromBinary(_folder.File("features.idv"));
        Assert.Equal(new VectorDataViewType(NumberDataViewType.Single, 5), view.Schema["Features"].Type);
        Assert.Equal(TinyDataset.TrainImages, view.GetColumn<string>("Class").Count());
    }

    [Fact]
    public async Task Csv_has_a_line_per_image_and_a_header()
    {
        await Embed("csv", "Test");
        string[] lines = File.ReadAllLines(_folder.File("features.csv"));
        Assert.Equal(1 + TinyDataset.TestImages, lines.Length);
        Assert.Equal("Image,Class,f0,f1,f2,f3,f4", lines[0]);
        Assert.All(lines.Skip(1), line => Assert.Equal(2 + 5, line.Split(',').Length));
        Assert.Empty(Directory.GetDirectories(_folder.Path, "*.parts"));
    }

    [Fact]
    public async Task Images_of_a_folder_are_named_and_those_that_do_not_decode_are_left_out_on_demand()
    {
        string folder = _folder.File("images");
        foreach (string name in new[] { "a/1.png", "a/2.png", "b/3.png" }) Picture(Path.Combine(folder, name));
        File.WriteAllText(Path.Combine(folder, "a", "1.png"), "no image");
        string[] command = ["embed", TinyModels.Encoder(_folder), "--data", folder, "--format", "csv", "--out", _folder.Path];
        var run = await CliRun.Of(command);
        Assert.Equal(ExitCode.Failure, run.ExitCode);
        Assert.Contains("1.png' does not decode", run.Error);
        Assert.Contains("--skip-undecodable", run.Error);
        run = await CliRun.Of([.. command, "--skip-undecodable"]);
        Assert.Equal(("", ExitCode.Success), (run.Error, run.ExitCode));
        string[] lines = File.ReadAllLines(_folder.File("features.csv"));
        Assert.Equal(["a/2.png,a", "b/3.png,b"], lines.Skip(1).Select(line => string.Join(',', line.Split(',').Take(2))));
    }

    [Fact]
    public async Task Names_with_the_separator_and_quotes_are_read_again_as_they_were()
    {
        string[] names = ["a, b.png", "say \"x\".png"];
        foreach (string name in names) Picture(Path.Combine(_folder.File("images"), name));
        var run = await CliRun.Of(
            "embed", TinyModels.Encoder(_folder), "--data", _folder.File("images"), "--format", "csv", "--out", _folder.Path);
        Assert.Equal(("", ExitCode.Success), (run.Error, run.ExitCode));
        var view = new MLContext().Data.LoadFromTextFile(
            _folder.File("features.csv"),
            new TextLoader.Options { Separators = [','], HasHeader = true, AllowQuoting = true, Columns = [new TextLoader.Column("Image", DataKind.String, 0)] });
        Assert.Equal(names, view.GetColumn<string>("Image"));
    }

    [Fact]
    public async Task A_file_that_is_no_encoder_is_named()
    {
        File.WriteAllText(_folder.File("notes.onnx"), "not a model");
        var run = await CliRun.Of("embed", _folder.File("notes.onnx"), "--data", TinyDataset.Write(_folder), "--out", _folder.Path);
        Assert.Equal(ExitCode.Failure, run.ExitCode);
        Assert.Contains("notes.onnx", run.Error);
        Assert.Single(run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    public void Dispose() => _folder.Dispose();

    static void Picture(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        float[] pixels = [.. Enumerable.Range(0, TinyModels.Shape.Size).Select(i => i / 255f)];
        ImageGrid.WritePng(path, pixels, TinyModels.Shape, columns: 1);
    }

    async Task Embed(string format, string split)
    {
        var run = await CliRun.Of(
            "embed", TinyModels.Encoder(_folder), "--data", TinyDataset.Write(_folder), "--split", split, "--format", format,
            "--out", _folder.Path);
        Assert.Equal(("", ExitCode.Success), (run.Error, run.ExitCode));
    }
}
