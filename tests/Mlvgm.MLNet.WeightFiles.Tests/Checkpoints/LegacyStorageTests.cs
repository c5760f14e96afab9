using Mlvgm.Testing.WeightFiles;

namespace Mlvgm.MLNet.WeightFiles.Tests.Checkpoints;

/// <summary>Storages of the old format: parts of others, and lists of them that are wrong.</summary>
public sealed class LegacyStorageTests : IDisposable
{
    readonly Opening _opening = new();

    static void View(PickleWriter w, long offset, long elements) => w.Tensor(s => s.Tuple(
        t => t.Text("storage"), t => t.Global("torch", "ByteStorage"), t => t.Text("0"), t => t.Text("cpu"), t => t.Int(5),
        v => v.Tuple(k => k.Text("v"), k => k.Int(offset), k => k.Int(elements))).Op('Q'), 0, [elements], [1]);

    [Theory]
    [InlineData(0, 5, new byte[] { 1, 2, 3, 4, 5 })]
    [InlineData(2, 3, new byte[] { 3, 4, 5 })]
    [InlineData(4, 1, new byte[] { 5 })]
    [InlineData(5, 0, new byte[0])]
    public void A_part_of_a_storage_is_that_part(long offset, long elements, byte[] expected)
    {
        using var contents = _opening.Open(File(w => View(w, offset, elements)));
        Assert.Equal(expected, contents["tensor"].ReadBytes());
    }

    [Theory]
    [InlineData(3, 3)]
    [InlineData(-1, 2)]
    [InlineData(0, -1)]
    [InlineData(6, 0)]
    [InlineData(long.MaxValue, 1)]
    [InlineData(1, long.MaxValue)]
    public void A_part_outside_its_storage_is_refused(long offset, long elements) =>
        _opening.AssertRefused(File(w => View(w, offset, elements)), $"a storage takes {elements} elements at {offset} of another that has 5");

    [Fact]
    public void A_storage_that_is_listed_twice_never_or_for_nothing_is_named()
    {
        static void Tensor(PickleWriter w) => w.Tensor(s => s.Storage("ByteStorage", "0", 1, legacy: true), 0, [1], [1]);
        _opening.AssertRefused(SampleFiles.LegacyFile(Tensor, ("0", 1, [1]), ("0", 1, [1])), "its storage '0' occurs twice");
        _opening.AssertRefused(SampleFiles.LegacyFile(Tensor), "its storage '0' is missing");
        _opening.AssertRefused(SampleFiles.LegacyFile(Tensor, ("0", 1, [1]), ("1", 1, [1])), "its storage '1' belongs to no tensor");
        _opening.AssertRefused(SampleFiles.LegacyFile(Tensor, ("0", 1, [1, 2])), "its storage '0' has 2 elements, described as 1");
    }

    [Fact]
    public void A_storage_whose_elements_have_no_size_ends_the_file() => _opening.AssertRefused(
        SampleFiles.LegacyFile(w => w.Tensor(s => s.Storage("StrangeStorage", "0", 1, legacy: true), 0, [1], [1]), ("0", 1, [1])),
        "its storage '0' is a StrangeStorage, whose size is not known");

    [Fact]
    public void One_storage_described_in_two_ways_is_refused() => _opening.AssertRefused(
        SampleFiles.LegacyFile(w => w.List(
            a => a.Tensor(s => s.Storage("ByteStorage", "0", 1, legacy: true), 0, [1], [1]),
            b => b.Tensor(s => s.Storage("CharStorage", "0", 1, legacy: true), 0, [1], [1])), ("0", 1, [1])),
        "its storage '0' is described in two ways");

    [Fact]
    public void The_source_text_of_a_module_is_not_looked_at()
    {
        using var contents = _opening.Open(SampleFiles.LegacyFile(w => w.Dictionary(("m", m => m
            .Tuple(t => t.Text("module"), t => t.Global("torch.nn.modules.linear", "Linear"), t => t.Text("/x.py"), t => t.Text("import os")).Op('Q')
            .Op(')').Raw(0x81).Dictionary((
                "_parameters", p => p.Dictionary(("w", v => v.Tensor(s => s.Storage("ByteStorage", "0", 1, legacy: true), 0, [1], [1]))))).Op('b'))),
            ("0", 1, [9])));
        Assert.Equal([9], contents["m/w"].ReadBytes());
    }

    [Fact]
    public void Something_else_outside_the_pickle_is_named() => _opening.AssertRefused(
        SampleFiles.LegacyFile(w => w.Tuple(t => t.Text("file"), t => t.Text("/etc/passwd")).Op('Q')), "refers to a 'file' outside itself");

    public void Dispose() => _opening.Dispose();

    static byte[] File(Action<PickleWriter> root) => SampleFiles.LegacyFile(root, ("0", 1, [1, 2, 3, 4, 5]));
}
