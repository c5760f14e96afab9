using Mlvgm.Testing.WeightFiles;


namespace Mlvgm.MLNet.WeightFiles.Tests.Archives;

/// <summary>Archives that lie about their entries.</summary>
public sealed class HostileArchiveTests : IDisposable
{
    static readonly byte[] Pickle = PickleWriter.Write(w => w.Tensor(s => s.Storage("ByteStorage", "0", 4), 0, [4], [1]));
    static readonly ZipPart Data = new("a/data/0", [1, 2, 3, 4]);

    readonly Opening _opening = new();

    [Fact]
    public void An_entry_that_unfolds_beyond_measure_is_refused()
    {
        byte[] zeros = new byte[40 << 20];
        _opening.AssertRefused(ZipWriter.Write([ZipPart.Deflated("a/data.pkl", zeros)]), "justify");
        _opening.AssertRefused(ZipWriter.Write([new ZipPart("a/data.pkl", Pickle), ZipPart.Deflated("a/data/0", zeros)]), "justify");
        var parts = Enumerable.Range(0, 50).Select(i => ZipPart.Deflated($"a/data/{i}", zeros[..(1 << 20)]));
        _opening.AssertRefused(ZipWriter.Write([new ZipPart("a/data.pkl", Pickle), .. parts]), "justify");
    }

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    public void An_entry_that_unfolds_to_another_length_is_refused(int length) => _opening.AssertRefused(
        ZipWriter.Write([new ZipPart("a/data.pkl", Pickle), ZipPart.Deflated("a/data/0", [1, 2, 3, 4, 5]) with { Length = length }]),
        $"does not unfold to {length} bytes");

    [Fact]
    public void Damaged_data_is_refused()
    {
        _opening.AssertRefused(ZipWriter.Write([new ZipPart("a/data.pkl", Pickle), Data with { Checksum = 5 }]), "checksum");
        _opening.AssertRefused(ZipWriter.Write([new ZipPart("a/data.pkl", Pickle) { Checksum = 5 }, Data]), "checksum");
        _opening.AssertRefused(
            ZipWriter.Write([new ZipPart("a/data.pkl", Pickle), new ZipPart("a/data/0", [9, 9, 9]) { Method = 8, Length = 4 }]), "");
    }

    [Theory]
    [InlineData("../data.pkl")]
    [InlineData("a/../data.pkl")]
    [InlineData("/a/data.pkl")]
    [InlineData("a\\data.pkl")]
    [InlineData("C:/data.pkl")]
    [InlineData("a\u0000/data.pkl")]
    [InlineData("")]
    public void A_name_that_leads_elsewhere_is_refused(string name) =>
        _opening.AssertRefused(ZipWriter.Write([new ZipPart("a/data.pkl", Pickle), Data, new ZipPart(name, [1])]), "leads elsewhere");

    [Fact]
    public void Entries_that_overlap_or_repeat_are_refused()
    {
        _opening.AssertRefused(ZipWriter.Write([new ZipPart("a/data.pkl", Pickle), Data, Data with { Position = 0 }]), "overlaps");
        _opening.AssertRefused(ZipWriter.Write([new ZipPart("a/data.pkl", Pickle), Data, Data]), "occurs twice");
        _opening.AssertRefused(ZipWriter.Write([new ZipPart("a/data.pkl", Pickle), Data with { LocalName = "a/data/1" }]), "another name");
        _opening.AssertRefused(ZipWriter.Write([new ZipPart("a/data.pkl", Pickle), Data with { LocalName = "b" }]), "no header of its own");
        _opening.AssertRefused(ZipWriter.Write([new ZipPart("a/data.pkl", Pickle), Data with { Position = 1 << 30 }]), "outside");
    }

    [Fact]
    public void Encrypted_entries_and_unknown_methods_are_refused()
    {
        _opening.AssertRefused(ZipWriter.Write([new ZipPart("a/data.pkl", Pickle), Data with { Flags = 1 }]), "encrypted");
        _opening.AssertRefused(ZipWriter.Write([new ZipPart("a/data.pkl", Pickle), Data with { Method = 12 }]), "method 12");
        _opening.AssertRefused(ZipWriter.Write([new ZipPart("a/data.pkl", Pickle), Data with { Length = 5 }]), "stored in 4 bytes but has 5");
    }

    [Fact]
    public void Large_archives_that_lie_are_refused()
    {
        byte[] good = ZipWriter.Write([new ZipPart("a/data.pkl", Pickle), Data], zip64: true);
        int end64 = good.AsSpan().IndexOf("PK\x06\x06"u8);
        int locator = good.AsSpan().IndexOf("PK\x06\x07"u8);
        int extra = good.AsSpan().LastIndexOf((ReadOnlySpan<byte>)[1, 0, 24, 0]);
        foreach (int at in (int[])[end64 + 32, end64 + 40, end64 + 48, locator + 8, extra + 4, extra + 12, extra + 20])
        {
            foreach (ulong lie in (ulong[])[1UL << 40, 1UL << 62, ulong.MaxValue])
            {
                byte[] bad = [.. good];
                BitConverter.TryWriteBytes(bad.AsSpan(at), lie);
                _opening.AssertRefused(bad, "");
            }
        }
        byte[] without = [.. good];
        without[locator] = 0;
        _opening.AssertRefused(without, "ZIP64");
        byte[] withoutSizes = [.. good];
        withoutSizes[extra] = 2;
        _opening.AssertRefused(withoutSizes, "ZIP64");
    }

    [Fact]
    public void An_archive_that_is_no_checkpoint_is_named()
    {
        _opening.AssertRefused(ZipWriter.Write([new ZipPart("a/readme", [1])]), "0 entries 'data.pkl'");
        _opening.AssertRefused(ZipWriter.Write([new ZipPart("a/data.pkl", Pickle), new ZipPart("b/data.pkl", Pickle)]), "2 entries 'data.pkl'");
        _opening.AssertRefused(ZipWriter.Write([new ZipPart("a/data.pkl", Pickle), new ZipPart("a/constants.pkl", Pickle)]), "TorchScript");
        _opening.AssertRefused(ZipWriter.Write([new ZipPart("a/data.pkl", Pickle), new ZipPart("a/byteorder", "mixed"u8.ToArray())]), "byte order");
        _opening.AssertRefused(ZipWriter.Write([new ZipPart("a/data.pkl", [.. Pickle, 1])]), "");
    }

    [Fact]
    public void The_directory_must_lie_in_the_file()
    {
        byte[] good = ZipWriter.Write([new ZipPart("a/data.pkl", Pickle), Data]);
        foreach (int at in (int[])[good.Length - 12, good.Length - 10, good.Length - 6])
        {
            byte[] bad = [.. good];
            bad[at] = 0xee;
            bad[at + 1] = 0xee;
            _opening.AssertRefused(bad, "");
        }
        for (int length = 0; length < good.Length; length += 3) _opening.AssertRefused(good[..length], "");
    }

    public void Dispose() => _opening.Dispose();
}
