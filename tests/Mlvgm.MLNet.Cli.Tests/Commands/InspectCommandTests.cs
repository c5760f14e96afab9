using System.Text;
using System.Text.Json;
using Mlvgm.MLNet.Cli.Execution;
using Mlvgm.MLNet.Torch.Weights;
using Mlvgm.Testing.TorchScript;
using Mlvgm.Testing.WeightFiles;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Cli.Tests.Commands;

public sealed class InspectCommandTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Name_type_and_shape_of_every_tensor_are_listed()
    {
        string path = WriteWeights("weights.bin");
        var run = await CliRun.Of("inspect", path, "--json", _folder.File("out.json"));
        Assert.Equal(ExitCode.Success, run.ExitCode);
        Assert.Equal(
            ["weights.bin: safetensors, 2 tensors, 7 numbers", "layer.weight  F32   [2, 3]", "step          I64   []"],
            run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        using var json = JsonDocument.Parse(File.ReadAllBytes(_folder.File("out.json")));
        Assert.Equal(["file", "format", "tensors", "ignored", "code"], json.RootElement.EnumerateObject().Select(property => property.Name));
        Assert.Equal(
            """{"name":"layer.weight","dtype":"F32","shape":[2,3],"unreadable":null}""",
            JsonSerializer.Serialize(json.RootElement.GetProperty("tensors")[0]));
    }

    [Fact]
    public async Task What_is_ignored_and_what_is_not_read_is_told()
    {
        File.WriteAllBytes(_folder.File("a.ckpt"), SampleFiles.Archive(
            PickleWriter.Write(w => w.Dictionary(
                ("w", v => v.Tensor(s => s.Storage("ComplexFloatStorage", "0", 1), 0, [1], [1])),
                ("hyper", h => h.Object("acme.models", "Config")), ("same", h => h.Object("acme.models", "Config")), ("act", v => v.Global("torch.nn.functional", "relu")))),
            [("0", new byte[8])]));
        var run = await CliRun.Of("inspect", _folder.File("a.ckpt"), "--json", _folder.File("out.json"));
        Assert.Equal((ExitCode.Success, ""), (run.ExitCode, run.Error));
        Assert.Contains("w  C64   [1]  (not read: it has the type C64, which is not read)", run.Output);
        Assert.Contains("ignored, never called: acme.models.Config (2 objects)", run.Output);
        Assert.Contains("ignored, never called: torch.nn.functional.relu (only mentioned)", run.Output);
        using var json = JsonDocument.Parse(File.ReadAllBytes(_folder.File("out.json")));
        Assert.Equal(
            """[{"name":"acme.models.Config","objects":2},{"name":"torch.nn.functional.relu","objects":0}]""",
            JsonSerializer.Serialize(json.RootElement.GetProperty("ignored")));
        Assert.Equal("has the type C64, which is not read", json.RootElement.GetProperty("tensors")[0].GetProperty("unreadable").GetString());
    }

    [Theory]
    [InlineData("tiny.pt")]
    [InlineData("tiny.safetensors")]
    public async Task The_code_of_a_script_is_told_and_does_not_run(string name)
    {
        string path = TinyScript.Write(_folder.Path, name, body: $"    torch.save(z0, \"{_folder.File("written")}\")\n    print(z0)\n{TinyScript.Body}");
        var run = await CliRun.Of("inspect", path, "--json", _folder.File("out.json"));
        Assert.Equal((ExitCode.Success, ""), (run.ExitCode, run.Error));
        Assert.StartsWith($"{name}: TorchScript, a program, 1 tensors, 192 numbers", run.Output);
        Assert.Contains("reach out of it: print, torch.save. It runs only from a .pt or .ts file, and only with --trust-code.", run.Output);
        Assert.Contains("calls torch.save  (reaches out)", run.Output);
        Assert.Contains("calls torch.matmul\n", run.Output);
        using var json = JsonDocument.Parse(File.ReadAllBytes(_folder.File("out.json")));
        Assert.Equal(["print", "torch.save"], json.RootElement.GetProperty("code").GetProperty("reachingOut").EnumerateArray().Select(name => name.GetString()));
        Assert.False(File.Exists(_folder.File("written")));
    }

    [Fact]
    public async Task The_initialisers_of_an_onnx_model_are_listed_whatever_its_name()
    {
        string path = _folder.File("model.bin");
        File.Move(TinyModels.Encoder(_folder), path);
        var run = await CliRun.Of("inspect", path);
        Assert.Equal(ExitCode.Success, run.ExitCode);
        Assert.StartsWith("model.bin: ONNX model, ", run.Output);
        Assert.Contains("F32   [5, 64]", run.Output);
        Assert.Contains("F32   [5]", run.Output);
    }

    [Theory]
    [InlineData("", "the file is empty")]
    [InlineData("hello, this is text", "no weight file of a known format")]
    [InlineData("\u0080\u0002cos\nsystem\nX\u0004\0\0\0true\u0085R.", "'os.system'")]
    [InlineData("\u0080\u0002c__builtin__\neval\nX\u0001\0\0\u0000x\u0085R.", "'__builtin__.eval'")]
    [InlineData("PK\u0003\u0004and then nothing of an archive", "no end record")]
    [InlineData("\u0008\u0007:\u0005*\u0003\u0010\u0001\u0001", "ONNX")]
    [InlineData("\u0002\0\0\0\0\0\0\0{", "safetensors")]
    public async Task A_bad_file_exits_with_1_and_one_line_that_names_what_is_wrong(string contents, string reason)
    {
        File.WriteAllBytes(_folder.File("bad"), Encoding.Latin1.GetBytes(contents));
        var run = await CliRun.Of("inspect", _folder.File("bad"));
        Assert.Equal(ExitCode.Failure, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.StartsWith("mlvgm: ", run.Error);
        Assert.Contains(reason, run.Error);
        Assert.Equal(1, run.Error.Count(c => c == '\n'));
    }

    [Fact]
    public async Task A_missing_file_and_a_folder_exit_with_1_and_one_line()
    {
        foreach (string path in (string[])[_folder.File("nothing"), _folder.Path])
        {
            var run = await CliRun.Of("inspect", path);
            Assert.Equal(ExitCode.Failure, run.ExitCode);
            Assert.Equal(1, run.Error.Count(c => c == '\n'));
            Assert.Contains(path, run.Error);
        }
    }

    [Fact]
    public async Task Names_cannot_command_the_terminal()
    {
        string path = _folder.File("names.safetensors");
        using (var value = ones(1)) Safetensors.Write(path, [KeyValuePair.Create("\u001b[2Jred\nline", value)]);
        var run = await CliRun.Of("inspect", path);
        Assert.DoesNotContain('\u001b', run.Output);
        Assert.Equal(2, run.Output.Count(c => c == '\n'));
    }

    public void Dispose() => _folder.Dispose();

    string WriteWeights(string name)
    {
        using var scope = NewDisposeScope();
        Safetensors.Write(_folder.File(name), new Dictionary<string, Tensor> { ["layer.weight"] = zeros(2, 3), ["step"] = tensor(1L) });
        return _folder.File(name);
    }
}
