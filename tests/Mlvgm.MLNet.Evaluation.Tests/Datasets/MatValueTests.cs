using System.Text;
using Mlvgm.MLNet.Evaluation.Datasets.Mat;

namespace Mlvgm.MLNet.Evaluation.Tests.Datasets;

/// <summary>Numbers and texts of every type that MATLAB stores, and what is none.</summary>
public sealed class MatValueTests : IDisposable
{
    const byte TextClass = 4;
    const byte DoubleClass = 6;

    readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData(1, "ff7f80", -1.0, 127.0, -128.0)]
    [InlineData(2, "ff7f80", 255.0, 127.0, 128.0)]
    [InlineData(3, "ffff0080ff7f", -1.0, -32768.0, 32767.0)]
    [InlineData(4, "ffff00800100", 65535.0, 32768.0, 1.0)]
    [InlineData(5, "ffffffff0000008001000000", -1.0, -2147483648.0, 1.0)]
    [InlineData(6, "ffffffff0000008001000000", 4294967295.0, 2147483648.0, 1.0)]
    [InlineData(7, "0000c03f000000c00000807f", 1.5, -2.0, double.PositiveInfinity)]
    [InlineData(9, "000000000000f83f00000000000000c0000000000000f07f", 1.5, -2.0, double.PositiveInfinity)]
    [InlineData(12, "ffffffffffffffff0000000000000080e803000000000000", -1.0, -9223372036854775808.0, 1000.0)]
    [InlineData(13, "ffffffffffffffff0000000000000080e803000000000000", 18446744073709551615.0, 9223372036854775808.0, 1000.0)]
    public void Numbers_of_every_type_have_their_width_and_sign(int type, string hex, params double[] expected)
    {
        var value = Assert.IsType<MatNumbers>(Read(MatWriter.Of("x", DoubleClass, 3, type, Convert.FromHexString(hex))));
        Assert.Equal(expected, value.Values);
        Assert.Equal(expected, Enumerable.Range(0, value.Values.Count).Select(i => value.Values[i]));
        Assert.Equal(expected, ((System.Collections.IEnumerable)value.Values).Cast<double>());
    }

    [Theory]
    [InlineData(8)]
    [InlineData(10)]
    [InlineData(14)]
    [InlineData(16)]
    [InlineData(99)]
    public void Numbers_of_a_type_that_is_none_are_refused(int type) =>
        Refused(MatWriter.Of("x", DoubleClass, 1, type, new byte[8]), $"numbers are of type {type}");

    [Theory]
    [InlineData(3, 3, 5, "an array of numbers ends early")]
    [InlineData(3, 3, 4, "an array of 3 numbers holds 2")]
    [InlineData(9, 1, 16, "an array of 1 numbers holds 2")]
    [InlineData(9, 2, 12, "an array of numbers ends early")]
    [InlineData(2, 0, 1, "an array of 0 numbers holds 1")]
    public void An_array_holds_as_many_numbers_as_its_sizes_say(int type, int count, int bytes, string reason) =>
        Refused(MatWriter.Of("x", DoubleClass, count, type, new byte[bytes]), reason);

    public static TheoryData<int, string> Encodings => new()
    {
        { 1, "utf-8" }, { 2, "utf-8" }, { 4, "utf-16" }, { 16, "utf-8" }, { 17, "utf-16" }, { 18, "utf-32" },
    };

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Text_of_every_encoding_is_text(int type, string encoding)
    {
        const string Name = "Größe 東京";
        Assert.Equal(new MatText(Name), Read(MatWriter.Of("x", TextClass, Name.Length, type, Encoding.GetEncoding(encoding).GetBytes(Name))));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(9)]
    public void Text_of_a_type_that_is_none_is_refused(int type) => Refused(MatWriter.Of("x", TextClass, 1, type, new byte[8]), $"a text is of type {type}");

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(16)]
    [InlineData(17)]
    public void A_value_of_another_class_is_named(byte kind) =>
        Refused(MatWriter.Of("x", kind, 1, 9, new byte[8]), $"a value is of class {kind}, which is neither numbers nor text, cells or structures");

    [Theory]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(15)]
    public void Numbers_of_every_class_are_numbers(byte kind) => Assert.Equal([3.0, 4.0], ((MatNumbers)Read(MatWriter.Of("x", kind, 2, 2, [3, 4]))).Values);

    [Fact]
    public void A_big_endian_file_is_named_and_how_to_save_it_anew()
    {
        byte[] file = MatWriter.File(compressed: false, MatWriter.Bytes("x", 1));
        (file[124], file[125], file[126], file[127]) = (1, 0, (byte)'M', (byte)'I');
        string message = Assert.Throws<InvalidDataException>(() => MatFile.Read(Write(file))).Message;
        Assert.Contains("it is a big-endian MATLAB 5 file; save it anew as version 7", message);
    }

    [Fact]
    public void Integers_are_whole_and_texts_are_all_texts()
    {
        string path = Write(MatWriter.File(
            compressed: false, MatWriter.Number("half", 0.5), MatWriter.Number("large", 3e9), MatWriter.Number("whole", -7),
            MatWriter.CellsOf("mixed", [MatWriter.Text("", "a"), MatWriter.Number("", 1)])));
        var variables = new MatVariables(path);
        Assert.Equal([-7], variables.Integers("whole"));
        foreach (string name in (string[])["half", "large", "mixed"])
        {
            string message = Assert.Throws<InvalidDataException>(() => variables.Integers(name)).Message;
            Assert.Equal($"'{path}': the variable '{name}' is missing or does not hold whole numbers.", message);
        }
        Assert.Contains("does not hold texts", Assert.Throws<InvalidDataException>(() => variables.Texts("mixed")).Message);
        Assert.Contains("does not hold structures", Assert.Throws<InvalidDataException>(() => variables.Structures("mixed")).Message);
    }

    [Fact]
    public void Values_nested_deeper_than_sixteen_are_refused()
    {
        byte[] Nest(int depth) => depth == 0 ? MatWriter.Number("", 1) : MatWriter.CellsOf("", [Nest(depth - 1)]);
        Assert.IsType<MatCells>(MatFile.Read(Write(MatWriter.File(compressed: false, Nest(16))))[""]);
        Refused(Nest(17), "values are nested deeper than 16");
    }

    public void Dispose() => _folder.Dispose();

    MatValue Read(byte[] variable) => MatFile.Read(Write(MatWriter.File(compressed: false, variable)))["x"];

    void Refused(byte[] variable, string reason)
    {
        string path = Write(MatWriter.File(compressed: true, variable));
        Assert.Equal($"'{path}' cannot be read: {reason}.", Assert.Throws<InvalidDataException>(() => MatFile.Read(path)).Message);
    }

    string Write(byte[] bytes)
    {
        File.WriteAllBytes(_folder.File("file.mat"), bytes);
        return _folder.File("file.mat");
    }
}
