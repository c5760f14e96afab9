using Mlvgm.MLNet.Cli.Execution;
using Mlvgm.Testing.Datasets;

namespace Mlvgm.MLNet.Cli.Tests.Commands;

public sealed class ModelCardCommandTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task The_page_shows_every_picture_and_the_classes_that_are_confused()
    {
        string data = TinyDataset.Write(_folder);
        File.WriteAllText(Path.Combine(data, "classes.txt"), "dark\nbright\n");
        var run = await Write("--data", data, "--strategy", "z1=resample");
        Assert.Equal(("", ExitCode.Success), (run.Error, run.ExitCode));
        string page = File.ReadAllText(_folder.File("card/README.md"));
        foreach (string picture in (string[])["samples", "latents", "views", "neighbours"])
        {
            Assert.Contains($"({picture}.png)", page);
            Assert.True(new FileInfo(_folder.File($"card/{picture}.png")).Length > 0);
        }
        Assert.Contains("z0 in row 2, z1 in row 3", page);
        Assert.Contains("by `z1=resample`", page);
        // Ten images of each class: shares of 100 % in all, tenths of it each.
        Assert.Matches(@"\| dark \|( [*0-9.]*0\.0[*]* \|| \|)+\n", page);
        Assert.Contains("# tiny, an encoder", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_encoder_alone_is_enough()
    {
        var run = await CliRun.Of(
            "model-card", TinyModels.Encoder(_folder), "--data", TinyDataset.Write(_folder), "--out", _folder.File("card"), "--device", "cpu");
        Assert.Equal(("", ExitCode.Success), (run.Error, run.ExitCode));
        Assert.Contains("The encoder's card does not say what it learned from.", File.ReadAllText(_folder.File("card/README.md")));
    }

    [Fact]
    public async Task Classes_that_differ_between_training_and_test_leave_nothing_behind()
    {
        string data = TinyDataset.Write(_folder), labels = Path.Combine(data, "t10k-labels-idx1-ubyte");
        byte[] bytes = File.ReadAllBytes(labels);
        bytes[^1] = 2;
        File.WriteAllBytes(labels, bytes);
        var run = await Write("--data", data);
        Assert.Equal(ExitCode.Failure, run.ExitCode);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
        Assert.False(Directory.Exists(_folder.File("card")));
    }

    [Fact]
    public async Task An_encoder_of_another_name_or_shape_is_refused()
    {
        var run = await CliRun.Of("model-card", TinyModels.Generator(_folder), "nonesuch", "--data", TinyDataset.Write(_folder), "--out", _folder.File("card"));
        Assert.Equal(ExitCode.Failure, run.ExitCode);
        Assert.StartsWith("mlvgm: There is no encoder 'nonesuch': no file has that name. Shipped encoders: ", run.Error);
        run = await CliRun.Of("model-card", "fashion-mnist-nvae", TinyModels.Encoder(_folder), "--data", TinyDataset.Write(_folder), "--out", _folder.File("card"));
        Assert.Contains("The generator makes images of 1x32x32, the encoder takes 1x8x8.", run.Error);
        Assert.False(Directory.Exists(_folder.File("card")));
    }

    public void Dispose() => _folder.Dispose();

    async Task<CliRun> Write(params string[] arguments)
    {
        string generator = _folder.File("generator/generator.safetensors"), encoder = _folder.File("encoder.onnx");
        if (!File.Exists(generator)) TinyModels.Generator(_folder);
        if (!File.Exists(encoder)) TinyModels.Encoder(_folder);
        return await CliRun.Of(["model-card", generator, encoder, "--out", _folder.File("card"), "--device", "cpu", .. arguments]);
    }
}
