using System.Collections;
using System.Numerics;
using System.Text;
using Mlvgm.MLNet.WeightFiles.Pickle;
using Mlvgm.Testing.WeightFiles;

namespace Mlvgm.MLNet.WeightFiles.Tests.Pickle;

/// <summary>Every instruction that pushes a value, short form and long: the value, its type, and the same whichever form the writer chose.</summary>
public sealed class PickleInstructionTests : IDisposable
{
    readonly Opening _opening = new();

    [Theory]
    [InlineData("8c 03 613162", "a1b")]
    [InlineData("58 03000000 613162", "a1b")]
    [InlineData("8d 0300000000000000 613162", "a1b")]
    [InlineData("8c 00", "")]
    [InlineData("8c 02 c3bc", "ü")]
    [InlineData("55 02 c3bc", "Ã¼")]
    [InlineData("54 02000000 c3bc", "Ã¼")]
    [InlineData("55 01 ff", "ÿ")]
    public void Text_is_UTF8_and_strings_of_Python_2_are_Latin(string instruction, string expected) => Assert.Equal(expected, Value(instruction));

    [Theory]
    [InlineData("8c 01 ff")]
    [InlineData("58 02000000 c328")]
    public void Text_that_is_no_UTF8_is_refused(string instruction) => Refused(instruction, "not valid UTF-8");

    [Theory]
    [InlineData("4b ff", 255)]
    [InlineData("4d ff00", 255)]
    [InlineData("4d ffff", 65535)]
    [InlineData("4a ffffffff", -1)]
    [InlineData("4a 00000080", int.MinValue)]
    [InlineData("8a 00", 0)]
    [InlineData("8a 01 ff", -1)]
    [InlineData("8a 02 ff00", 255)]
    [InlineData("8a 08 ffffffffffffff7f", long.MaxValue)]
    [InlineData("8a 08 0000000000000080", long.MinValue)]
    [InlineData("8b 02000000 0001", 256)]
    public void Integers_are_signed_and_little_endian(string instruction, long expected) => Assert.Equal(expected, Assert.IsType<long>(Value(instruction)));

    [Theory]
    [InlineData("8a 09 000000000000008000", "9223372036854775808")]
    [InlineData("8a 09 ffffffffffffff7fff", "-9223372036854775809")]
    [InlineData("8b 0a000000 00000000000000000001", "4722366482869645213696")]
    public void An_integer_beyond_64_bits_keeps_every_digit(string instruction, string expected) =>
        Assert.Equal(BigInteger.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), Assert.IsType<BigInteger>(Value(instruction)));

    [Fact]
    public void An_integer_of_more_than_256_bytes_is_refused()
    {
        Assert.IsType<BigInteger>(Value("8b 00010000", [.. new byte[255], 1]));
        _opening.AssertRefused(PickleWriter.Write(w => w.Raw([0x8b, 1, 1, 0, 0, .. new byte[257]])), "an integer of 257 bytes is too long");
    }

    [Theory]
    [InlineData("47 3ff8000000000000", 1.5)]
    [InlineData("47 8000000000000000", -0.0)]
    [InlineData("47 7ff0000000000000", double.PositiveInfinity)]
    public void Numbers_are_big_endian(string instruction, double expected) =>
        Assert.Equal(BitConverter.DoubleToInt64Bits(expected), BitConverter.DoubleToInt64Bits(Assert.IsType<double>(Value(instruction))));

    [Theory]
    [InlineData("43 03 010203")]
    [InlineData("42 03000000 010203")]
    [InlineData("8e 0300000000000000 010203")]
    [InlineData("96 0300000000000000 010203")]
    public void Bytes_are_bytes_in_every_form(string instruction) => Assert.Equal([1, 2, 3], Assert.IsType<PickledBytes>(Value(instruction)).ToArray());

    [Theory]
    [InlineData(")", 0)]
    [InlineData("4b01 85", 1)]
    [InlineData("4b01 4b02 86", 2)]
    [InlineData("4b01 4b02 4b03 87", 3)]
    [InlineData("28 4b01 4b02 4b03 4b04 74", 4)]
    public void Tuples_of_every_form_hold_their_items_in_order(string instructions, int count)
    {
        var tuple = Assert.IsType<PickledTuple>(Value(instructions == ")" ? "29" : instructions));
        Assert.Equal(Enumerable.Range(1, count).Select(i => (object?)(long)i), tuple);
        Assert.Equal(count, ((IEnumerable)tuple).Cast<object?>().Count());
    }

    [Fact]
    public void Lists_and_dictionaries_grow_one_by_one_and_by_many()
    {
        var list = Assert.IsType<PickledList>(Value("5d 4b01 61 28 4b02 4b03 65"));
        Assert.Equal((3, 1L, 3L), (list.Count, list[0], list[2]));
        Assert.Equal([1L, 2L, 3L], ((IEnumerable)list).Cast<object?>());
        var dictionary = Assert.IsType<PickledDictionary>(Value("7d 8c0161 4b01 73 28 8c0162 4b02 8c0161 4b03 75"));
        Assert.Equal(2, ((IEnumerable)dictionary).Cast<object?>().Count());
        Assert.Equal((3L, 2L), (dictionary.Get<long>("a"), dictionary.Get<long>("b")));
        Assert.True(dictionary.Contains("a") && !dictionary.Contains("A"));
    }

    [Fact]
    public void Values_are_remembered_by_number_and_in_turn()
    {
        var list = Assert.IsType<PickledList>(Value("5d 28 8c0161 94 8c0162 71 05 68 00 6a 05000000 65"));
        Assert.Equal(["a", "b", "a", "b"], list);
    }

    [Theory]
    [InlineData("4b01 4b02", "ends with 2 values instead of one")]
    [InlineData("", "ends with 0 values instead of one")]
    [InlineData("28 4b01", "ends with")]
    public void A_pickle_ends_with_one_value(string instructions, string reason) => Refused(instructions, reason);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(6)]
    [InlineData(255)]
    public void A_protocol_that_is_not_known_is_refused(byte protocol) =>
        _opening.AssertRefused([0x80, 2, 0x80, protocol, (byte)'N', (byte)'.'], $"it uses pickle protocol {protocol}; 2 to 5 are read");

    [Fact]
    public void Bytes_after_the_end_are_refused() => _opening.AssertRefused([.. PickleWriter.Write(w => w.None()), 0, 0], "its pickle is followed by 2 bytes");

    [Fact]
    public void A_pickle_on_its_own_refers_to_nothing_outside() =>
        _opening.AssertRefused(PickleWriter.Write(w => w.Storage("FloatStorage", "0", 1)), "refers to data outside itself");

    [Fact]
    public void A_name_without_an_end_is_refused() =>
        _opening.AssertRefused(PickleWriter.Write(w => w.Op('c').Raw(Encoding.ASCII.GetBytes(new string('m', 600)))), "a name is longer than 512 bytes");

    public void Dispose() => _opening.Dispose();

    static byte[] Bytes(string instructions) => Convert.FromHexString(instructions.Replace(" ", "", StringComparison.Ordinal));

    object? Value(string instructions, params byte[] more)
    {
        using var contents = _opening.Open(PickleWriter.Write(w => w.Raw(Bytes(instructions)).Raw(more)));
        if (contents.Root is PickledBytes bytes) return new PickledBytes(new Mlvgm.MLNet.WeightFiles.Bytes.MemoryBytes(bytes.ToArray()));
        return contents.Root;
    }

    void Refused(string instructions, string reason) => _opening.AssertRefused(PickleWriter.Write(w => w.Raw(Bytes(instructions))), reason);
}
