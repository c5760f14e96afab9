using Microsoft.ML;
using Microsoft.ML.Data;
using Mlvgm.MLNet.Cli.Tests.Samples;

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
        Assert.Equal("Class,f0,f1,f2,f3,f4", lines[0]);
        Assert.All(lines.Skip(1), line => Assert.Equal(1 + 5, line.Split(',').Length));
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

    async Task Embed(string format, string split)
    {
        var run = await CliRun.Of(
            "embed", TinyModels.Encoder(_folder), "--data", TinyDataset.Write(_folder), "--split", split, "--format", format,
            "--out", _folder.Path);
        Assert.Equal(("", ExitCode.Success), (run.Error, run.ExitCode));
    }
}
