using System.Text.Json;
using Mlvgm.MLNet.Cli.Execution;
using Mlvgm.MLNet.Onnx;
using Mlvgm.Testing.Datasets;
using Mlvgm.Testing.Onnx;

namespace Mlvgm.MLNet.Cli.Tests.Commands;

public sealed class CardCommandTests : IDisposable
{
    static readonly string[] Told = ["--pixel-maximum", "1", "--mean", "0.4", "--standard-deviation", "0.2", "--resize", "Crop"];
    readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task A_network_of_others_gives_the_same_features_told_or_with_a_card()
    {
        string theirs = Theirs(), data = TinyDataset.Write(_folder);
        string told = await Embed("told", theirs, data, Told);
        var run = await CliRun.Of(["card", theirs, "--licence", "MIT", "--json", _folder.File("card.json"), .. Told]);
        Assert.Equal(("", ExitCode.Success), (run.Error, run.ExitCode));
        Assert.Contains("takes images of 1x8x8, pixels from 0 to 1, brought to that size by Crop", run.Output);
        Assert.Contains("of which 0.4 is subtracted, and the rest divided by 0.2", run.Output);
        using var json = JsonDocument.Parse(File.ReadAllBytes(_folder.File("card.json")));
        Assert.Equal("theirs", json.RootElement.GetProperty("name").GetString());
        Assert.Equal(told, await Embed("card", theirs, data));
        // And it says what it says.
        Assert.Equal(run.Output, (await CliRun.Of("card", theirs)).Output);
    }

    [Fact]
    public async Task What_is_said_is_part_of_what_a_result_was_computed_from()
    {
        string theirs = Theirs(), data = TinyDataset.Write(_folder);
        string[] command = ["evaluate", theirs, "--data", data, "--draws", "1", "--out", _folder.File("out"), "--pixel-maximum"];
        string[] Cells() => Directory.GetFiles(_folder.File("out/cells"));
        Assert.Equal(("", ExitCode.Success), await Outcome([.. command, "1", "--raw-pixels", "false"]));
        string[] first = Cells();
        Assert.Single(first);
        Assert.Equal(("", ExitCode.Success), await Outcome([.. command, "1"]));
        Assert.Equal(2, Cells().Length);
        Assert.Equal(("", ExitCode.Success), await Outcome([.. command, "1", "--mean", "0.5"]));
        Assert.Equal(3, Cells().Length);
        Assert.Equal(("", ExitCode.Success), await Outcome([.. command, "1", "--mean", "0.5"]));
        Assert.Equal(3, Cells().Length);
    }

    [Fact]
    public async Task Transfer_takes_it_and_files_with_cards_keep_what_they_say()
    {
        string theirs = Theirs(), own = TinyModels.Encoder(_folder), data = TinyDataset.Write(_folder);
        string[] command = ["transfer", theirs, own, "--data", $"idx={data}", "--out", _folder.File("out")];
        Assert.Contains("nothing says what pixels it takes", (await CliRun.Of(command)).Error);
        Assert.Equal(("", ExitCode.Success), await Outcome([.. command, .. Told]));
        Assert.Equal(2, Directory.GetFiles(_folder.File("out/cells")).Length);
    }

    [Fact]
    public async Task What_would_do_nothing_or_harm_is_refused()
    {
        string theirs = Theirs(), own = TinyModels.Encoder(_folder), data = TinyDataset.Write(_folder);
        byte[] before = File.ReadAllBytes(own);
        Assert.Contains("nothing says how large its pixels are", (await CliRun.Of("card", theirs, "--mean", "0.4")).Error);
        Assert.Contains("nothing says what pixels it takes", (await CliRun.Of("card", theirs)).Error);
        Assert.Contains("a card is of one", (await CliRun.Of("card", theirs, "--pixel-maximum", "1", "--prepare", own)).Error);
        Assert.Contains("--replace", (await CliRun.Of("card", own, "--pixel-maximum", "255")).Error);
        Assert.Contains("Leave out what is said", (await CliRun.Of("embed", own, "--data", data, "--out", _folder.File("out"), "--pixel-maximum", "255")).Error);
        Assert.Equal(before, File.ReadAllBytes(own));
        Assert.Equal(("", ExitCode.Success), await Outcome(["card", own, "--name", "mine", "--replace"]));
        Assert.Equal(("mine", 1f), (EncoderCard.Read(own).Name, EncoderCard.Read(own).PixelMaximum));
        Assert.Equal(("", ExitCode.Success), await Outcome(["card", own, "--pixel-maximum", "255", "--replace", "--out", _folder.File("copy.onnx")]));
        Assert.Equal(255, EncoderCard.Read(_folder.File("copy.onnx")).PixelMaximum);
    }

    [Fact]
    public async Task A_network_for_pictures_is_written_beside_the_encoder()
    {
        string own = TinyModels.Encoder(_folder), theirs = Theirs(), whole = _folder.File("whole.onnx");
        Assert.Contains("--out", (await CliRun.Of("card", own, "--pictures")).Error);
        var run = await CliRun.Of("card", own, "--pictures", "--out", whole);
        Assert.Equal(("", ExitCode.Success), (run.Error, run.ExitCode));
        Assert.Contains("takes 'pictures' (N x 3 x height x width)", run.Output);
        // It is an encoder of one size, too, for whom says so; white is 255, and grey is what is the same in all channels.
        using var encoder = new OnnxEncoder(own);
        using var pictures = new OnnxEncoder(whole, input: new EncoderInputOptions { Input = "3x8x8", PixelMaximum = 255 });
        float[] image = [.. Enumerable.Range(0, 64).Select(i => i / 63f)], colour = [.. Enumerable.Range(0, 192).Select(i => 255 * image[i % 64])];
        Assert.All(encoder.Encode(image).Zip(pictures.Encode(colour)), pair => Assert.Equal(pair.First, pair.Second, 1e-4f));
        Assert.Equal(("", ExitCode.Success), await Outcome(["card", theirs, "--pictures", "--out", _folder.File("theirs-whole.onnx"), .. Told]));
    }

    [Fact]
    public async Task A_copy_of_half_the_size_is_written_and_says_so()
    {
        string large = PlainModels.Classifier(channels: 1, side: 8, width: 2000).Save(_folder.File("large.onnx")), small = _folder.File("small.onnx");
        byte[] before = File.ReadAllBytes(large);
        string[] half = ["card", large, "--weights", "Float16", "--out", small];
        var run = await CliRun.Of([.. half, "--name", "photographs", "--licence", "MIT", "--json", _folder.File("half.json"), .. Told]);
        Assert.Equal(("", ExitCode.Success), (run.Error, run.ExitCode));
        Assert.Contains($"2 weights in 16 bits, {before.Length:N0} bytes became {new FileInfo(small).Length:N0}", run.Output);
        Assert.Matches("differ by 0\\.0[0-9]+% of the largest feature", run.Output);
        Assert.Contains("its weights were rounded to Float16", run.Output);
        Assert.InRange(before.Length - new FileInfo(small).Length, 2 * 11 * 2000 - 1000, 2 * 11 * 2000);
        Assert.Equal(("photographs", "MIT", WeightStorage.Float16), (EncoderCard.Read(small).Name, EncoderCard.Read(small).Licence, EncoderCard.Read(small).Weights));
        using (var json = JsonDocument.Parse(File.ReadAllBytes(_folder.File("half.json"))))
        {
            Assert.Equal(["conv.weight", "fc.weight"], json.RootElement.GetProperty("float16").EnumerateArray().Select(name => name.GetString()));
            Assert.InRange(json.RootElement.GetProperty("largestDifference").GetDouble(), 1e-7, 1e-3);
        }
        // Every verb takes it, and writes its card anew as any other.
        string data = TinyDataset.Write(_folder);
        string[] features = (await Embed("small", small, data)).Split('\n'), exact = (await Embed("large", large, data, Told)).Split('\n');
        Assert.Equal(exact.Length, features.Length);
        Assert.NotEqual(exact, features);
        Assert.Equal(("", ExitCode.Success), await Outcome(["card", small, "--name", "other", "--replace"]));
        Assert.Equal(("other", WeightStorage.Float16), (EncoderCard.Read(small).Name, EncoderCard.Read(small).Weights));
        // A third of the size, for those to whom that matters more.
        run = await CliRun.Of(["card", large, "--weights", "Int8", "--out", _folder.File("quarter.onnx"), .. Told]);
        Assert.Contains("1 weights in 8 bits, 1 weights in 16 bits", run.Output);
        // And what would lose something, or do nothing, is refused.
        Assert.Contains("rounded already", (await CliRun.Of("card", small, "--weights", "Float16", "--out", _folder.File("again.onnx"))).Error);
        Assert.Contains("--out", (await CliRun.Of("card", large, "--weights", "Float16")).Error);
        Assert.Contains("--out", (await CliRun.Of("card", large, "--weights", "Float16", "--out", large)).Error);
        Assert.Contains("from it the one with --pictures", (await CliRun.Of([.. half, "--pictures"])).Error);
        Assert.Contains("--replace", (await CliRun.Of("card", TinyModels.Encoder(_folder), "--weights", "Float16", "--name", "mine", "--out", _folder.File("again.onnx"))).Error);
        Assert.Contains("no weights to round", (await CliRun.Of("card", Theirs(), "--weights", "Float16", "--out", _folder.File("again.onnx"))).Error);
        Assert.Equal(before, File.ReadAllBytes(large));
        Assert.False(File.Exists(_folder.File("again.onnx")));
    }

    public void Dispose() => _folder.Dispose();

    static async Task<(string, int)> Outcome(string[] command) => await CliRun.Of(command) is var run ? (run.Error, run.ExitCode) : default;

    string Theirs() => PlainModels.Classifier(channels: 1, side: 8).Save(_folder.File("theirs.onnx"));

    async Task<string> Embed(string name, string encoder, string data, params string[] told)
    {
        Assert.Equal(("", ExitCode.Success), await Outcome(["embed", encoder, "--data", data, "--format", "csv", "--out", _folder.File(name), .. told]));
        return File.ReadAllText(_folder.File($"{name}/features.csv"));
    }
}
