using CsCheck;
using Mlvgm.MLNet.Evaluation.Datasets.Mat;

namespace Mlvgm.MLNet.Evaluation.Tests.Datasets;

public sealed class MatFileTests : IDisposable
{
    static readonly byte[] Whole = MatWriter.File(
        compressed: false, MatWriter.Bytes("labels", 3, 1, 2), MatWriter.Cells("names", "Audi", "Größe"),
        MatWriter.Structures("annotations", ["class", "fname"], [MatWriter.Number("", 2), MatWriter.Text("", "a.jpg")]));

    readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Numbers_cells_and_structures_are_read_compressed_or_not(bool compressed)
    {
        var variables = new MatVariables(Write(MatWriter.File(
            compressed, MatWriter.Bytes("labels", 3, 1, 2), MatWriter.Numbers("trnid", 300, 7), MatWriter.Cells("names", "Audi", "Größe"),
            MatWriter.Structures("annotations", ["class", "fname"],
                [MatWriter.Number("", 2), MatWriter.Text("", "a.jpg")], [MatWriter.Number("", 196), MatWriter.Text("", "b.jpg")]))));
        Assert.Equal([3, 1, 2], variables.Integers("labels"));
        Assert.Equal([300, 7], variables.Integers("trnid"));
        Assert.Equal(["Audi", "Größe"], variables.Texts("names"));
        var annotations = variables.Structures("annotations");
        Assert.Equal([2.0, 196.0], annotations.Select(a => ((MatNumbers)a["class"]).Values[0]));
        Assert.Equal(["a.jpg", "b.jpg"], annotations.Select(a => ((MatText)a["fname"]).Value));
    }

    [Fact]
    public void A_variable_that_is_not_there_or_of_another_type_is_named()
    {
        var variables = new MatVariables(Write(Whole));
        Assert.Contains("'missing' is missing", Assert.Throws<InvalidDataException>(() => variables.Integers("missing")).Message);
        Assert.Contains("'names'", Assert.Throws<InvalidDataException>(() => variables.Integers("names")).Message);
    }

    [Fact]
    public void Variables_that_grow_beyond_the_limit_together_are_refused()
    {
        byte[] large = new byte[40 << 20];
        Assert.Contains("larger than 64 MiB", Assert.Throws<InvalidDataException>(
            () => MatFile.Read(Write(MatWriter.File(compressed: true, MatWriter.Bytes("a", large), MatWriter.Bytes("b", large))))).Message);
    }

    [Fact]
    public void Numbers_take_no_more_memory_than_in_the_file()
    {
        string path = Write(MatWriter.File(compressed: true, MatWriter.Bytes("a", new byte[40 << 20])));
        Assert.InRange(new FileInfo(path).Length, 1, 64 << 10);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(40 << 20, ((MatNumbers)MatFile.Read(path)["a"]).Values.Count);
        // The variable, and the stream that it was unfolded into.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 200 << 20);
    }

    [Fact]
    public void More_values_than_a_data_set_has_are_refused()
    {
        byte[] empty = [14, 0, 0, 0, 0, 0, 0, 0];
        string path = Write(MatWriter.File(compressed: true, MatWriter.CellsOf("a", [.. Enumerable.Repeat(empty, 1_100_000)])));
        Assert.Contains("more than 1048576 values", Assert.Throws<InvalidDataException>(() => MatFile.Read(path)).Message);
    }

    [Fact]
    public void A_compressed_variable_that_is_damaged_anywhere_ends_in_one_error()
    {
        byte[] whole = MatWriter.File(compressed: true, MatWriter.Bytes("labels", [.. Enumerable.Range(0, 200).Select(i => (byte)(i * 37))]));
        for (int at = 128; at < whole.Length; at++)
        {
            foreach (byte flip in (byte[])[0x01, 0x80, 0xff])
            {
                byte[] bytes = [.. whole];
                bytes[at] ^= flip;
                try
                {
                    MatFile.Read(Write(bytes));
                }
                catch (InvalidDataException e)
                {
                    Assert.Contains(".mat' cannot be read", e.Message);
                }
            }
        }
    }

    [Theory]
    [InlineData("fl_v73", "MATLAB 7.3, which is HDF5")]
    [InlineData("fl_v4", "MATLAB 4")]
    public void D22_other_versions_are_named_and_how_to_save_them_anew(string folder, string version)
    {
        foreach (string name in (string[])["setid.mat", "imagelabels.mat"])
        {
            string message = Assert.Throws<InvalidDataException>(() => MatFile.Read(CaseFolder.PathOf("D22", folder, name))).Message;
            Assert.Contains(version, message);
            Assert.Contains("save(name, '-v7')", message);
        }
    }

    [Theory]
    [InlineData("MATLAB 7.3 MAT-file, Platform: GLNXA64", "MATLAB 7.3")]
    [InlineData("\0\0\0\0\u0001\0\0\0\u0002\0\0\0\0\0\0\0\u0002\0\0\0a\0........", "MATLAB 4")]
    [InlineData("\0\0\u0003\u00e8\0\0\0\u0001\0\0\0\u0002\0\0\0\0\0\0\0\u0002a\0", "MATLAB 4")]
    [InlineData("\u0089HDF\r\n", "MATLAB 7.3")]
    [InlineData("hello", "no MATLAB file")]
    [InlineData("", "no MATLAB file")]
    public void What_a_file_is_instead_is_said(string contents, string reason) => Assert.Contains(
        reason, Assert.Throws<InvalidDataException>(() => MatFile.Read(Write(System.Text.Encoding.Latin1.GetBytes(contents)))).Message);

    [Fact]
    public void A_file_cut_or_changed_anywhere_ends_in_one_error() => Gen.Select(Gen.Int[0, Whole.Length - 1], Gen.Byte, Gen.Bool).Sample((at, value, cut) =>
    {
        byte[] bytes = cut ? Whole[..at] : [.. Whole];
        if (!cut) bytes[at] = value;
        try
        {
            MatFile.Read(Write(bytes));
        }
        catch (InvalidDataException e)
        {
            Assert.Contains(".mat' cannot be read", e.Message);
        }
    }, iter: 500, threads: 1);

    public void Dispose() => _folder.Dispose();

    string Write(byte[] bytes)
    {
        string path = _folder.File("file.mat");
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
