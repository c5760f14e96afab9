using System.Runtime.InteropServices;
using Mlvgm.Testing.Onnx;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.OnnxImport.Tests.Files;

/// <summary>What cannot be read is one error that says so.</summary>
public sealed class BadFileTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    static ModelWriter Start() => new ModelWriter().OperatorSet(13).Input("x", "N", 4).Output("y");

    static ModelWriter Whole() => Start().Floats("w", [4, 2], OnnxRun.Numbers(8)).Floats("b", [2], 1, 2).Node("Gemm", ["x", "w", "b"], "y");

    string Refused<TException>(ModelWriter writer, OnnxImportOptions? options = null) where TException : Exception
    {
        string path = writer.Save(_folder.File("network.onnx"));
        string message = Assert.Throws<TException>(() => OnnxImporter.Read(path, options)).Message;
        Assert.Contains(path, message);
        return message;
    }

    [Fact]
    public void What_is_empty_or_no_file_is_refused_rather_than_read_without_end()
    {
        string empty = _folder.File("empty.onnx");
        File.WriteAllBytes(empty, []);
        foreach (string path in OperatingSystem.IsWindows() ? [empty] : (string[])[empty, "/dev/zero"])
            Assert.Contains($"'{path}' is no ONNX model: it is empty, or a pipe or device", Assert.Throws<InvalidDataException>(() => OnnxImporter.Read(path)).Message);
    }

    [Fact]
    public void Operators_that_are_not_known_are_named_all_at_once()
    {
        string message = Refused<NotSupportedException>(Start().OperatorSet(3, "com.example")
            .Node("Relu", ["x"], ["r"]).Node("com.example.Swish", ["r"], ["s"]).Node("Hardmax", ["s"], ["h"]).Node("Hardmax", ["h"], ["i"])
                .Node("If", ["i"], ["y"], ("then_branch", "graph")));
        Assert.Contains("com.example.Swish (operator set 3) of 's'; Hardmax (operator set 13) of 'h', 'i'; If (operator set 13, which is control flow) of " +
            "'y'.", message);
        Assert.DoesNotContain("Relu", message);
    }

    [Fact]
    public void Settings_that_cannot_be_expressed_are_named_with_node_and_operator()
    {
        string message = Refused<NotSupportedException>(new ModelWriter().OperatorSet(8).Input("x", "N", 2, 4, 4).Output("y").Floats("c", [2], 1, 1)
            .Node("BatchNormalization", ["x", "c", "c", "c", "c"], ["y"], ("spatial", 0)));
        Assert.Contains("Node 'y' (BatchNormalization, operator set 8): statistics for every pixel", message);
        Assert.Contains("operator set 6", Refused<NotSupportedException>(Whole().OperatorSet(6)));
    }

    [Fact]
    public void Inputs_that_are_no_images_are_named()
    {
        Assert.Contains("2 inputs ('x', 'z')", Refused<InvalidDataException>(Start().Input("z", "N", 4).Node("Add", ["x", "z"], "y")));
        Assert.Contains("'x' is no tensor", Refused<InvalidDataException>(Start().Sequence("x").Node("Relu", ["x"], "y")));
        Assert.Contains("type Int64", Refused<InvalidDataException>(Start().Typed("x", "Int64").Node("Relu", ["x"], "y")));
        Assert.Contains("0 inputs", Refused<InvalidDataException>(Start().Floats("w", [2], 1, 2).Node("Relu", ["w"], "y")));
        Assert.Contains("larger than any image", Refused<InvalidDataException>(
            new ModelWriter().OperatorSet(13).Input("x", "N", 1 << 20, 1 << 20).Output("y").Node("Relu", ["x"], "y")));
        Assert.Contains("has no shape", Refused<InvalidDataException>(new ModelWriter().OperatorSet(13).Input("x").Output("y").Node("Relu", ["x"], "y")));
    }

    [Fact]
    public void Several_outputs_need_a_name()
    {
        var writer = Start().Output("z").Node("Relu", ["x"], "y").Node("Tanh", ["x"], "z");
        Assert.Contains("2 outputs ('y', 'z')", Refused<InvalidDataException>(writer));
        using var network = OnnxImporter.Read(writer.Save(_folder.File("two.onnx")), new OnnxImportOptions { FeaturesNode = "z" });
        Assert.Equal("z", network.OutputName);
    }

    [Fact]
    public void Graphs_that_cannot_be_computed_are_refused()
    {
        Assert.Contains("'y' (Add) reads the value 'later'",
            Refused<InvalidDataException>(Start().Node("Add", ["x", "later"], "y").Node("Relu", ["x"], "later")));
        Assert.Contains("Two nodes compute the value 'y'", Refused<InvalidDataException>(Start().Node("Relu", ["x"], "y").Node("Relu", ["x"], "y")));
        Assert.Contains("'w' has", Refused<InvalidDataException>(Start().Floats("w", [3], 1, 2).Node("Add", ["x", "w"], "y")));
        Assert.Contains("NaN", Refused<InvalidDataException>(Start().Floats("w", [4], 1, float.NaN, 3, 4).Node("Add", ["x", "w"], "y")));
        Assert.Contains("not known to give", Refused<InvalidDataException>(new ModelWriter().OperatorSet(13).Input("x", "N", 1, 4, 4).Output("y")
            .Node("MaxPool", ["x"], ["largest", "y"], ("kernel_shape", new[] { 2, 2 }))));
        Assert.Contains("Node 'y' (Reshape) cannot compute", Refused<InvalidDataException>(Start().Integers("s", 0, 3).Node("Reshape", ["x", "s"], "y")));
    }

    [Fact]
    public void External_data_is_read_from_the_models_folder()
    {
        using var scope = NewDisposeScope();
        float[] weights = OnnxRun.Numbers(8);
        File.WriteAllBytes(_folder.File("weights.bin"), [1, 2, 3, 4, .. MemoryMarshal.AsBytes(weights.AsSpan())]);
        string path = Start().External("w", [4, 2], "weights.bin", offset: 4).Node("MatMul", ["x", "w"], "y").Save(_folder.File("network.onnx"));
        using var network = OnnxImporter.Read(path);
        Assert.Equal(weights, network.parameters().Single().data<float>().ToArray());
    }

    [Fact]
    public void External_data_that_is_missing_cut_off_or_elsewhere_is_refused()
    {
        using var elsewhere = new TemporaryFolder();
        byte[] bytes = new byte[32];
        File.WriteAllBytes(elsewhere.File("weights.bin"), bytes);
        File.WriteAllBytes(_folder.File("short.bin"), bytes[..31]);
        string Said(string location) => Refused<InvalidDataException>(Start().External("w", [4, 2], location).Node("MatMul", ["x", "w"], "y"));
        Assert.Contains("'missing.bin', which is not beside the model", Said("missing.bin"));
        Assert.Contains("cut off", Said("short.bin"));
        Assert.All([elsewhere.File("weights.bin"), "../weights.bin", "a/weights.bin", ".."], location => Assert.Contains("own folder", Said(location)));
        File.CreateSymbolicLink(_folder.File("link.bin"), elsewhere.File("weights.bin"));
        Assert.Contains("a link out of the model's own folder", Said("link.bin"));
    }

    [Fact]
    public void Files_that_are_no_models_are_refused()
    {
        Assert.Throws<FileNotFoundException>(() => OnnxImporter.Read(_folder.File("none.onnx")));
        foreach (byte[] bytes in new byte[][] { [], [1, 2, 3], "PK\u0003\u0004 an archive"u8.ToArray(),
            File.ReadAllBytes(Whole().Save(_folder.File("whole.onnx")))[..^20] })
        {
            File.WriteAllBytes(_folder.File("damaged.onnx"), bytes);
            Assert.Contains("damaged.onnx' is no ONNX model",
                Assert.Throws<InvalidDataException>(() => OnnxImporter.Read(_folder.File("damaged.onnx"))).Message);
        }
        // A million and more nodes of two bytes each.
        File.WriteAllBytes(_folder.File("bomb.onnx"), Bomb(1_100_000));
        Assert.Contains("more than 1,000,000 parts", Assert.Throws<InvalidDataException>(() => OnnxImporter.Read(_folder.File("bomb.onnx"))).Message);
    }

    public static TheoryData<string> Bombs => [.. BombNetworks.All.Select(bomb => bomb.Name)];

    [Theory, MemberData(nameof(Bombs))]
    public void Small_files_that_ask_for_more_than_a_machine_has_are_refused_before_it_is_taken(string name)
    {
        string message = Refused<InvalidDataException>(BombNetworks.All.Single(bomb => bomb.Name == name).Writer);
        Assert.Matches("beyond the memory allowed|more multiplications than|more numbers than", message);
    }

    [Fact]
    public void Whatever_byte_is_damaged_the_error_is_one_of_those_that_are_documented()
    {
        byte[] whole = File.ReadAllBytes(Whole().Save(_folder.File("whole.onnx")));
        string path = _folder.File("damaged.onnx");
        for (int at = 0; at < whole.Length; at++)
        {
            foreach (byte change in new byte[] { 0x01, 0x80, 0xff })
            {
                byte[] damaged = [.. whole];
                damaged[at] ^= change;
                File.WriteAllBytes(path, damaged);
                try
                {
                    OnnxImporter.Read(path).Dispose();
                }
                catch (Exception e) when (e is InvalidDataException or NotSupportedException)
                {
                    Assert.Contains(path, e.Message);
                }
            }
        }
    }

    static byte[] Bomb(int nodes)
    {
        using var model = new MemoryStream();
        model.WriteByte(0x3a);
        for (int length = 2 * nodes; ; length >>= 7)
        {
            model.WriteByte((byte)(length > 127 ? length & 127 | 128 : length));
            if (length <= 127) break;
        }
        for (int i = 0; i < nodes; i++) model.Write([0x0a, 0x00]);
        return model.ToArray();
    }
}
