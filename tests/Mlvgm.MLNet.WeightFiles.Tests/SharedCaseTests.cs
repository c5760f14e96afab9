using Mlvgm.MLNet.WeightFiles.Pickle;

namespace Mlvgm.MLNet.WeightFiles.Tests;

/// <summary>The weight files of shared/cases, which may be absent, and what is right.</summary>
public class SharedCaseTests
{
    static readonly string[] Small =
        ["0.weight", "0.bias", "1.weight", "1.bias", "1.running_mean", "1.running_var", "1.num_batches_tracked"];

    [Fact]
    public void D02_the_negative_bit_is_obeyed()
    {
        using var contents = WeightFile.Open(CaseFolder.PathOf("D02", "neg_2x.pth"));
        Assert.Equal([-1, -3], contents["w"].ToArray<float>());
    }

    [Fact]
    public void D05_numbers_of_NumPy_beside_weights()
    {
        AssertState("state_dict/", "D05", "numpy_rng.pth");
        AssertState("state_dict/", "D05", "numpy_uint16_mean.pth");
        using var contents = WeightFile.Open(CaseFolder.PathOf("D05", "numpy_uint16_mean.pth"));
        Assert.Equal([(ushort)0, (ushort)1, (ushort)2, (ushort)3], contents["label_map"].ToArray<ushort>());
    }

    [Fact]
    public void D06_an_unknown_class_is_named()
    {
        AssertState("state_dict/", "D06", "lightning_attributedict.ckpt");
        using var contents = WeightFile.Open(CaseFolder.PathOf("D06", "lightning_attributedict.ckpt"));
        Assert.Equal([new IgnoredName("pytorch_lightning.utilities.parsing.AttributeDict", 1)], contents.Ignored);
    }

    [Fact]
    public void D07_protocol_3_in_the_old_format() => AssertState("", "D07", "proto3.legacy.pth");

    [Fact]
    public void D08_a_whole_DataParallel() => AssertState("module.", "D08", "whole_dataparallel.pth");

    [Fact]
    public void D09_keys_that_are_tuples()
    {
        using var contents = WeightFile.Open(CaseFolder.PathOf("D09", "tuplekeys.pth"));
        Assert.Equal(["('a', 1)", "b"], contents.Tensors.Keys);
    }

    [Theory]
    [InlineData("complex.pth", "C64", "v")]
    [InlineData("type_C64.safetensors", "C64", "b")]
    [InlineData("type_F4.safetensors", "F4", "b")]
    [InlineData("type_F8_E4M3.safetensors", "F8_E4M3", "b")]
    public void D20_a_type_that_is_not_read_is_listed(string file, string type, string other)
    {
        string path = CaseFolder.PathOf("D20", file);
        Assert.Equal(type, WeightFileSummary.Of(path).Tensors.Single(tensor => tensor.Name == "w").Type);
        using var contents = WeightFile.Open(path);
        Assert.Equal(2, contents[other].ToArray<float>().Length);
        Assert.Contains($"'w' has the type {type}", Assert.Throws<InvalidDataException>(() => contents["w"].ReadBytes()).Message);
    }

    [Fact]
    public void D20_integers_without_a_sign_are_read()
    {
        using var contents = WeightFile.Open(CaseFolder.PathOf("D20", "type_U16.safetensors"));
        Assert.Equal(8, contents["w"].ToArray<ushort>().Length);
    }

    static void AssertState(string prefix, params string[] file)
    {
        using var contents = WeightFile.Open(CaseFolder.PathOf(file));
        Assert.All(Small, name => Assert.Contains(prefix + name, contents.Tensors.Keys));
        Assert.Equal(-0.002495607f, contents[prefix + "0.weight"].ToArray<float>()[0]);
        Assert.Equal([1, 1], contents[prefix + "1.running_var"].ToArray<float>());
    }
}
