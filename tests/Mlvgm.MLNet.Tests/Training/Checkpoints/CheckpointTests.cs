using Mlvgm.MLNet.Training.Checkpoints;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Tests.Training.Checkpoints;

public sealed class CheckpointTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    [Fact]
    public void Tensors_and_values_come_back_to_the_bit()
    {
        Write();
        using var scope = NewDisposeScope();
        using var read = Checkpoint.Read(File);
        Assert.Equal(["a", "b", "empty"], read.Tensors.Keys.Order());
        Assert.True(read.Tensors["a"].equal(Numbers()).all().item<bool>());
        Assert.Equal((0.1 + 0.2, 7, 1L << 40), (read.Value<double>("x"), read.Value<int>("step"), read.Value<long>("row")));
    }

    [Fact]
    public void A_byte_that_changed_anywhere_is_noticed()
    {
        Write();
        byte[] whole = System.IO.File.ReadAllBytes(File);
        // Every byte of the header, and some of each tensor's.
        for (int place = 0; place < whole.Length; place += place < whole.Length / 2 ? 1 : 7)
        {
            byte[] damaged = [.. whole];
            damaged[place] ^= 0x10;
            System.IO.File.WriteAllBytes(File, damaged);
            Assert.ThrowsAny<InvalidDataException>(() => Checkpoint.Read(File));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100)]
    public void A_file_that_was_cut_is_noticed(int length)
    {
        Write();
        System.IO.File.WriteAllBytes(File, System.IO.File.ReadAllBytes(File)[..length]);
        Assert.Throws<InvalidDataException>(() => Checkpoint.Read(File));
    }

    [Fact]
    public void A_value_that_is_missing_or_of_another_type_is_named()
    {
        Write();
        using var read = Checkpoint.Read(File);
        Assert.Contains("'steps'", Assert.Throws<InvalidDataException>(() => read.Value<int>("steps")).Message);
        Assert.Contains("'x'", Assert.Throws<InvalidDataException>(() => read.Value<int>("x")).Message);
    }

    public void Dispose() => _folder.Dispose();

    string File => _folder.File("c.safetensors");

    static Tensor Numbers() => (arange(24, ScalarType.Float32) * 0.37f).sin().reshape(2, 3, 4);

    void Write()
    {
        using var scope = NewDisposeScope();
        using var checkpoint = new Checkpoint();
        checkpoint.Add("a", Numbers().permute(2, 0, 1).contiguous().permute(1, 2, 0));
        checkpoint.Add("b", ones(5, ScalarType.Int64));
        checkpoint.Add("empty", zeros(0));
        (checkpoint.Values["x"], checkpoint.Values["step"], checkpoint.Values["row"]) = (0.1 + 0.2, 7, 1L << 40);
        checkpoint.Write(File);
    }
}
