using System.Text.Json;
using Mlvgm.MLNet.Cli.Execution;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.IO;
using Mlvgm.Testing.Datasets;

namespace Mlvgm.MLNet.Cli.Tests.Commands;

public sealed class TransferCommandTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task An_encoder_is_probed_on_every_data_set_once()
    {
        string encoder = TinyModels.Encoder(_folder), data = TinyDataset.Write(_folder), output = _folder.File("out");
        string[] arguments = ["transfer", $"my encoder={encoder}", "--data", $"idx={data}", "--probe", "Sgd", "--epochs", "3", "--seeds", "2", "--out", output];
        var run = await CliRun.Of(arguments);
        Assert.Equal(("", ExitCode.Success), (run.Error, run.ExitCode));
        using var results = JsonDocument.Parse(File.ReadAllBytes(_folder.File("out/results.json")));
        var cell = Assert.Single(results.RootElement.GetProperty("cells").EnumerateArray());
        Assert.Equal(("idx", 2), (cell.GetProperty("dataset").GetString(), cell.GetProperty("results").GetArrayLength()));
        Assert.Equal(TinyDataset.TestImages, cell.GetProperty("results")[0].GetProperty("testRows").GetInt32());
        Assert.Equal("my encoder", cell.GetProperty("encoder").GetString());
        Assert.Contains(">my encoder<", File.ReadAllText(_folder.File("out/index.html")));
        string[] lines = [.. run.Output.Split('\n').Select(line => line.Trim())];
        Assert.Single(lines, line => line.StartsWith("my encoder", StringComparison.Ordinal));
        Assert.Single(lines, line => line.StartsWith("balanced", StringComparison.Ordinal));
        Assert.Contains("below it balanced accuracy", run.Output);
        string kept = Assert.Single(Directory.GetFiles(_folder.File("out/cells")));
        var written = File.GetLastWriteTimeUtc(kept);
        Assert.Equal(ExitCode.Success, (await CliRun.Of(arguments)).ExitCode);
        Assert.Equal(written, File.GetLastWriteTimeUtc(kept));

        // The same images elsewhere are the same images.
        Directory.Move(data, _folder.File("other"));
        Assert.Equal(ExitCode.Success, (await CliRun.Of([.. arguments.Select(a => a.Replace(data, _folder.File("other"), StringComparison.Ordinal))])).ExitCode);
        Assert.Equal([kept], Directory.GetFiles(_folder.File("out/cells")));
        Assert.Equal(written, File.GetLastWriteTimeUtc(kept));
    }

    [Fact]
    public async Task A_plain_folder_is_split_for_the_test_and_needs_to_be_told_so()
    {
        string encoder = TinyModels.Encoder(_folder), output = _folder.File("out");
        float[] grey = new float[3 * 8 * 8];
        foreach (var (i, name) in ((string[])["dark", "light"]).SelectMany(name => Enumerable.Range(0, 8).Select(i => (i, name))))
        {
            Array.Fill(grey, (name == "dark" ? i : 20 + i) / 30f);
            Directory.CreateDirectory(_folder.File($"data/{name}"));
            ImageGrid.WritePng(_folder.File($"data/{name}/{i}.png"), grey, new ImageShape(3, 8, 8), columns: 1, separator: 0);
        }
        string[] arguments = ["transfer", encoder, "--data", $"folder={_folder.File("data")}", "--out", output];
        Assert.Contains("--holdout", (await CliRun.Of(arguments)).Error);
        var run = await CliRun.Of([.. arguments, "--holdout", "0.25", "--as-stored"]);
        Assert.Equal(("", ExitCode.Success), (run.Error, run.ExitCode));
        using var results = JsonDocument.Parse(File.ReadAllBytes(_folder.File("out/results.json")));
        Assert.Equal(4, results.RootElement.GetProperty("cells")[0].GetProperty("results")[0].GetProperty("testRows").GetInt32());
        Assert.Equal(ExitCode.Usage, (await CliRun.Of([.. arguments, "--holdout", "1"])).ExitCode);
    }

    [Theory]
    [InlineData("idx", "expected NAME=FOLDER")]
    [InlineData("mnist=somewhere", "There is no data set 'mnist'")]
    [InlineData("dtd=nowhere", "It is published at https://www.robots.ox.ac.uk/~vgg/data/dtd/")]
    public async Task What_is_wrong_with_the_data_is_said(string data, string expected)
    {
        var run = await CliRun.Of("transfer", TinyModels.Encoder(_folder), "--data", data, "--out", _folder.File("out"));
        Assert.Equal(ExitCode.Failure, run.ExitCode);
        Assert.Contains(expected, run.Error);
    }

    public void Dispose() => _folder.Dispose();
}
