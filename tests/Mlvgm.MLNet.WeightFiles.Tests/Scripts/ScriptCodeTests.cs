using System.Globalization;
using Mlvgm.MLNet.WeightFiles.Scripts;
using Mlvgm.Testing.TorchScript;
using Mlvgm.Testing.WeightFiles;

namespace Mlvgm.MLNet.WeightFiles.Tests.Scripts;

/// <summary>What the code in a TorchScript may do is read off its text, and said; nothing of it runs.</summary>
public sealed class ScriptCodeTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("torch.save(x, \"f\")", "torch.save")]
    [InlineData("torch.load(\"f\")", "torch.load")]
    [InlineData("torch.from_file(\"f\")", "torch.from_file")]
    [InlineData("print(x)", "print")]
    [InlineData("ops.prim.print(x)", "ops.prim.print")]
    [InlineData("torch.warn(\"w\")", "torch.warn")]
    [InlineData("torch.manual_seed(1)", "torch.manual_seed")]
    [InlineData("torch.set_num_threads(1)", "torch.set_num_threads")]
    [InlineData("ops.aten.save(x, \"f\")", "ops.aten.save")]
    [InlineData("ops.aten.from_file(\"f\")", "ops.aten.from_file")]
    [InlineData("ops.image.read_file(\"f\")", "ops.image.read_file")]
    [InlineData("ops.mine.anything(x)", "ops.mine.anything")]
    [InlineData("a = ops.mine.anything", "ops.mine.anything")]
    public void A_call_that_reaches_out_of_the_code_is_told(string line, string name)
    {
        var code = Of(line);
        Assert.Equal([name], code.ReachingOut);
        Assert.Equal($"its code calls 1 operators, of which some reach out of it: {name}", $"{code}");
    }

    [Theory]
    [InlineData("torch.conv2d(x, w)", "torch.conv2d")]
    [InlineData("torch.nn.functional.relu(x)", "torch.nn.functional.relu")]
    [InlineData("ops.aten.add(x, y)", "ops.aten.add")]
    [InlineData("ops.prim.NumToTensor(1)", "ops.prim.NumToTensor")]
    [InlineData("ops.prims.abs(x)", "ops.prims.abs")]
    [InlineData("ops.quantized.linear(x)", "ops.quantized.linear")]
    [InlineData("ops._quantized.linear(x)", "ops._quantized.linear")]
    [InlineData("ops.prepacked.conv2d_clamp_run(x)", "ops.prepacked.conv2d_clamp_run")]
    [InlineData("ops.mkldnn._linear_pointwise(x)", "ops.mkldnn._linear_pointwise")]
    [InlineData("ops.onednn.qlinear(x)", "ops.onednn.qlinear")]
    [InlineData("ops.sparse.qlinear(x)", "ops.sparse.qlinear")]
    [InlineData("ops.profiler._record_function_enter(x)", "ops.profiler._record_function_enter")]
    public void A_call_that_computes_is_told_and_does_not_alarm(string line, string name)
    {
        var code = Of(line);
        Assert.Equal([name], code.Operators);
        Assert.Empty(code.ReachingOut);
        Assert.Empty(code.Foreign);
        Assert.Equal("its code calls 1 operators of libtorch that compute", $"{code}");
    }

    [Theory]
    [InlineData("x = self.print(1)")]
    [InlineData("blueprint(x)")]
    [InlineData("self.torch.save(x)")]
    [InlineData("mytorch.save(x)")]
    [InlineData("x : __torch__.torch.nn.Module = y")]
    [InlineData("save(x)")]
    [InlineData("torch.float32")]
    [InlineData("crops.aten")]
    public void What_is_no_call_of_an_operator_is_not_counted(string line) => Assert.Empty(Of(line).Operators);

    [Fact]
    public void Operators_of_all_parts_are_counted_once_in_the_order_of_their_names()
    {
        var code = Find(TinyScript.OfCode(
            "torch.tanh(x)\ntorch.add(x, x)\n", ("code/__torch__/deep.py", "torch.add(x)\nops.vision.nms(x)\n"), ("code/note.txt", "torch.save(x)"),
            ("code/__torch__.py.debug_pkl", "torch.load(x)")))!;
        Assert.Equal(["ops.vision.nms", "torch.add", "torch.tanh"], code.Operators);
        Assert.Equal(["ops.vision.nms"], code.Foreign);
        Assert.Equal(["ops.vision.nms"], code.ReachingOut);
    }

    [Fact]
    public void A_library_of_another_name_is_foreign_even_where_its_operator_has_a_harmless_one()
    {
        var code = Of("ops.aten.add(x)\nops.aten2.add(x)\nops.Aten.add(x)");
        Assert.Equal(["ops.Aten.add", "ops.aten2.add"], code.Foreign);
        Assert.Equal(code.Foreign, code.ReachingOut);
    }

    [Theory]
    [InlineData(4096, true)]
    [InlineData(4097, false)]
    public void Code_of_thousands_of_operators_is_refused(int operators, bool read)
    {
        string text = string.Join('\n', Enumerable.Range(0, operators).Select(i => string.Create(CultureInfo.InvariantCulture, $"torch.f{i}(x)")));
        if (read) Assert.Equal(operators, Of(text).Operators.Count);
        else Refused(TinyScript.OfCode(text), "its code names more than 4096 operators");
    }

    [Fact]
    public void Code_that_unfolds_beyond_measure_is_refused() => Refused(
        ZipWriter.Write([new ZipPart("t/constants.pkl", [1]), ZipPart.Deflated("t/code/a.py", new byte[9]) with { Length = 20 << 20 }]),
            "more memory than its");

    [Fact]
    public void A_damaged_code_file_is_refused() => Refused(
        ZipWriter.Write([new ZipPart("t/constants.pkl", [1]), new ZipPart("t/code/a.py", "torch.add(x)"u8.ToArray()) { Checksum = 7 }]), "checksum is wrong");

    [Fact]
    public void Bytes_that_are_no_text_hide_no_call()
    {
        byte[] code = [0xff, 0xfe, .. "\ntorch.save(x)\n"u8, 0xc3];
        Assert.Equal(["torch.save"], Find(ZipWriter.Write([new ZipPart("t/constants.pkl", [1]), new ZipPart("t/code/a.py", code)]))!.ReachingOut);
    }

    [Fact]
    public void Only_an_archive_with_constants_is_a_program()
    {
        Assert.Null(Find("PK"u8.ToArray()));
        Assert.Null(Find("no archive at all"u8.ToArray()));
        Assert.Null(Find(ZipWriter.Write([new ZipPart("t/data.pkl", [1]), new ZipPart("t/code/a.py", "print(x)"u8.ToArray())])));
        Assert.All(SampleFiles.All, sample => Assert.Null(Find(sample.Bytes)));
        Refused("PK\x03\x04 and nothing"u8.ToArray(), "no end record");
    }

    [Fact]
    public void The_summary_lists_the_parameters_and_the_code_but_not_its_own_classes()
    {
        string path = Write(TinyScript.OfCode("torch.add(x, x)\nops.mine.own(x)"));
        var summary = WeightFileSummary.Of(path);
        Assert.Equal("TorchScript, a program", summary.Format);
        var tensor = Assert.Single(summary.Tensors);
        Assert.Equal(("weight", "F32", "4,48", (string?)null), (tensor.Name, tensor.Type, string.Join(',', tensor.Shape), tensor.Unreadable));
        Assert.Empty(summary.Ignored);
        Assert.Equal(["ops.mine.own", "torch.add"], summary.Code!.Operators);
    }

    [Fact]
    public void A_script_opens_for_its_parameters_and_is_no_checkpoint()
    {
        string path = Write(TinyScript.OfCode("torch.save(x)"));
        using (var contents = WeightFile.OpenScript(path))
        {
            Assert.Equal(WeightFileFormat.PyTorchZip, contents.Format);
            Assert.Equal(TinyScript.Weight, contents["weight"].ToArray<float>());
        }
        var error = Assert.Throws<InvalidDataException>(() => WeightFile.Open(path));
        Assert.Equal($"'{path}': it is a TorchScript archive, which holds code; a checkpoint is wanted.", error.Message);
    }

    [Fact]
    public void A_script_that_names_what_runs_something_is_refused_before_its_parameters_are_read()
    {
        byte[] hostile = ZipWriter.Write(
            [new ZipPart("t/data.pkl", PickleWriter.Write(w => w.Call("os", "system", a => a.Text("true")))), new ZipPart("t/constants.pkl", [1])]);
        string path = Write(hostile);
        Assert.Contains("'os.system'", Assert.Throws<InvalidDataException>(() => WeightFileSummary.Of(path)).Message);
        string none = Write(ZipWriter.Write([new ZipPart("t/constants.pkl", [1])]));
        Assert.Contains("0 entries 'data.pkl'", Assert.Throws<InvalidDataException>(() => WeightFileSummary.Of(none)).Message);
    }

    public void Dispose() => _folder.Dispose();

    string Write(byte[] bytes)
    {
        File.WriteAllBytes(_folder.File("script.pt"), bytes);
        return _folder.File("script.pt");
    }

    ScriptCode? Find(byte[] bytes) => ScriptCode.Find(Write(bytes));

    ScriptCode Of(string code) => Find(TinyScript.OfCode(code))!;

    void Refused(byte[] bytes, string reason)
    {
        string path = Write(bytes);
        string message = Assert.Throws<InvalidDataException>(() => ScriptCode.Find(path)).Message;
        Assert.StartsWith($"'{path}': ", message);
        Assert.Contains(reason, message);
    }
}
