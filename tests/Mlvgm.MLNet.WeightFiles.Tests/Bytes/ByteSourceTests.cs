using CsCheck;
using Mlvgm.MLNet.WeightFiles.Bytes;

namespace Mlvgm.MLNet.WeightFiles.Tests.Bytes;

/// <summary>Parts of bytes, and parts of parts: what is read is what lies there, and nothing outside is reached.</summary>
public class ByteSourceTests
{
    static readonly byte[] Sample = [.. Enumerable.Range(0, 50).Select(i => (byte)i)];

    [Fact]
    public void A_part_of_a_part_reads_what_lies_there() =>
        Gen.Select(Gen.Int[0, 50], Gen.Int[0, 50], Gen.Int[0, 50], Gen.Int[0, 50]).Sample((start, length, innerStart, innerLength) =>
        {
            if (start + length > 50)
            {
                Assert.Contains($"{length} bytes are announced at byte {start}, but there are 50",
                    Throws(() => new ByteSlice(new MemoryBytes(Sample), start, length)));
                return;
            }
            var outer = new ByteSlice(new MemoryBytes(Sample), start, length);
            if (innerStart + innerLength > length)
            {
                Assert.Contains($"but there are {length} in all", Throws(() => new ByteSlice(outer, innerStart, innerLength)));
                return;
            }
            var inner = new ByteSlice(outer, innerStart, innerLength);
            byte[] read = new byte[innerLength];
            inner.Read(0, read);
            Assert.Equal(Sample[(start + innerStart)..(start + innerStart + innerLength)], read);
            Assert.Contains($"{innerLength + 1} bytes are wanted at byte 0 of {innerLength}", Throws(() => inner.Read(0, new byte[innerLength + 1])));
            Assert.Contains("are wanted at byte", Throws(() => inner.Read(innerLength, new byte[1])));
            Assert.Contains("are wanted at byte -1", Throws(() => inner.Read(-1, [])));
        }, iter: 500);

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0, -1)]
    [InlineData(long.MaxValue, 1)]
    [InlineData(1, long.MaxValue)]
    [InlineData(long.MaxValue, long.MaxValue)]
    public void Lengths_that_no_file_has_are_refused(long start, long length) =>
        Assert.Contains("are announced at byte", Throws(() => new ByteSlice(new MemoryBytes(Sample), start, length)));

    [Theory]
    [InlineData(50, 1)]
    [InlineData(0, 51)]
    [InlineData(-1, 1)]
    [InlineData(long.MaxValue, 1)]
    public void Bytes_in_memory_end_where_they_end(long position, int count) =>
        Assert.Equal("it ends at byte 50, before data that it announces.", Throws(() => new MemoryBytes(Sample).Read(position, new byte[count])));

    static string Throws(Action act) => Assert.Throws<InvalidDataException>(act).Message;
}
