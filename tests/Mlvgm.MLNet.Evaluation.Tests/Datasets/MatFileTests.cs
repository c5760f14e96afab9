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
