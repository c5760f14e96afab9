using System.Buffers.Binary;
using System.Text.Json;
using Mlvgm.MLNet.Cli.Execution;

namespace Mlvgm.MLNet.Cli.Tests.Commands;

public sealed class TrainNvaeCommandTests : IDisposable
{
    static readonly string[] Small =
    [
        "--size", "16", "--width", "2", "--cells", "1", "--process-cells", "1", "--latent-channels", "2", "1", "1", "--likelihood", "Bernoulli",
        "--batch", "4", "--device", "cpu", "--seed", "1",
    ];

    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_writes_generator_graph_checkpoint_and_json()
    {
        string data = Images(train: 8, test: 4), result = _folder.File("result.json"), output = _folder.File("out");
        var run = await CliRun.Of([
            "train-generator", "nvae", "--data", data, "--out", output, "--json", result, "--steps", "2", "--free-bits", "0", "0.5", "0.5", .. Small]);
        Assert.Equal("", run.Error);
        Assert.Equal(ExitCode.Success, run.ExitCode);
        Assert.Equal(["checkpoints", "generator.onnx", "generator.safetensors"],
            Directory.GetFileSystemEntries(output).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        using var json = JsonDocument.Parse(await File.ReadAllTextAsync(result));
        Assert.Equal(2, json.RootElement.GetProperty("steps").GetInt32());
        Assert.Equal(4, json.RootElement.GetProperty("heldOut").GetProperty("images").GetInt32());
        Assert.Contains("2/2", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_generator_is_refined_into_another_folder()
    {
        string data = Images(train: 8, test: 4), output = _folder.File("refined");
        await CliRun.Of(["train-generator", "nvae", "--data", data, "--out", _folder.File("out"), "--steps", "1", .. Small]);
        var run = await CliRun.Of(
            "train-generator", "refine", _folder.File("out/generator.safetensors"), "--data", data, "--out", output, "--steps", "2", "--discriminator-steps", "1",
            "--batch", "4", "--device", "cpu");
        Assert.Equal(("", ExitCode.Success), (run.Error, run.ExitCode));
        Assert.Contains("3/3", run.Output, StringComparison.Ordinal);
        Assert.Equal(["checkpoints", "generator.onnx", "generator.safetensors"],
            Directory.GetFileSystemEntries(output).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.NotEqual(File.ReadAllBytes(_folder.File("out/generator.safetensors")), File.ReadAllBytes(Path.Combine(output, "generator.safetensors")));
    }

    [Fact]
    public async Task A_batch_larger_than_the_data_is_one_line_of_error()
    {
        var run = await CliRun.Of(["train-generator", "nvae", "--data", Images(train: 3, test: 1), "--out", _folder.File("out"), .. Small]);
        Assert.Equal(ExitCode.Failure, run.ExitCode);
        Assert.Contains("3 training images are fewer than a batch of 4", run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
    }

    [Theory]
    [InlineData("--width 0", "InitialChannels (--width) is 0; it is in [1, 1024].")]
    [InlineData("--groups 1 1", "2 scales (--groups) need as many latent channel counts (--latent-channels), not 3.")]
    [InlineData("--kl-weights 0.5 1", "KlWeights (--kl-weights) has 2 values; the generator has 3 latents.")]
    [InlineData("--learning-rate 0,01", "--learning-rate is '0,01'; expected a number, with a point before decimals and no separators.")]
    [InlineData("--likelihood Poisson", "--likelihood is 'Poisson'; expected one of ")]
    public async Task A_wrong_value_is_wrong_usage_and_nothing_is_read(string options, string message)
    {
        string[] given = options.Split(' ');
        // An option of the small network is not given twice.
        var small = Small.Index().Where(part => !Overridden(part.Index)).Select(part => part.Item);
        var run = await CliRun.Of(["train-generator", "nvae", "--data", "absent", "--out", _folder.File("out"), .. small, .. given]);
        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.StartsWith($"mlvgm: {message}", run.Error);
        Assert.False(Directory.Exists(_folder.File("out")));

        bool Overridden(int index) => Array.FindLast(Small[..(index + 1)], part => part.StartsWith("--", StringComparison.Ordinal)) == given[0];
    }

    [Fact]
    public async Task Data_and_output_are_required() =>
        Assert.Equal(ExitCode.Usage, (await CliRun.Of("train-generator", "nvae")).ExitCode);

    /// <summary>IDX files of 16x16 images of one grey level each.</summary>
    string Images(int train, int test)
    {
        foreach (var (name, count) in (ReadOnlySpan<(string, int)>)[("train", train), ("t10k", test)])
        {
            byte[] file = new byte[16 + count * 256];
            int[] header = [0x803, count, 16, 16];
            for (int i = 0; i < header.Length; i++) BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(4 * i), header[i]);
            for (int i = 0; i < count * 256; i++) file[16 + i] = (byte)(i / 256 * 20);
            File.WriteAllBytes(_folder.File($"{name}-images-idx3-ubyte"), file);
        }
        return _folder.Path;
    }
}
