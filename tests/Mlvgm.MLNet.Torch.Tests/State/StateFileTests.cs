using System.Text;
using Mlvgm.MLNet.Identities;
using Mlvgm.MLNet.Torch.State;
using Mlvgm.MLNet.Torch.Weights;
using TorchSharp;
using static TorchSharp.torch;
using Identity = Mlvgm.MLNet.Identities.Identity;

namespace Mlvgm.MLNet.Torch.Tests.State;

public sealed class StateFileTests : IDisposable
{
    static readonly Identity Training = new Identity().With("kind", "test");

    readonly TemporaryFolder _folder = new();

    [Fact]
    public void Everything_comes_back_to_the_bit()
    {
        Write();
        using var scope = NewDisposeScope();
        using var read = StateFile.Read(File);
        Assert.Equal(["a", "b", "empty"], read.Tensors.Keys.Order());
        Assert.True(read.Tensors["a"].equal(Numbers()).all().item<bool>());
        Assert.Equal((0.1 + 0.2, 7, 1L << 40), (read.Value<double>("x"), read.Value<int>("steps"), read.Value<long>("row")));
        Assert.Equal((9L, Training), (read.Step, read.Identity));
    }

    [Fact]
    public void A_bit_that_flipped_anywhere_is_noticed()
    {
        Write();
        byte[] whole = System.IO.File.ReadAllBytes(File);
        // Every byte of the header, and some of each tensor's; another bit at each place.
        for (int place = 0; place < whole.Length; place += place < whole.Length / 2 ? 1 : 7)
        {
            byte[] damaged = [.. whole];
            damaged[place] ^= (byte)(1 << place % 8);
            System.IO.File.WriteAllBytes(File, damaged);
            Assert.ThrowsAny<InvalidDataException>(() => StateFile.Read(File).Dispose());
        }
    }

    [Fact]
    public void A_file_that_was_cut_anywhere_is_noticed()
    {
        Write();
        byte[] whole = System.IO.File.ReadAllBytes(File);
        for (int length = 0; length < whole.Length; length += length < 16 ? 1 : 13)
        {
            System.IO.File.WriteAllBytes(File, whole[..length]);
            Assert.ThrowsAny<InvalidDataException>(() => StateFile.Read(File).Dispose());
        }
        System.IO.File.WriteAllBytes(File, [.. whole, 0]);
        Assert.ThrowsAny<InvalidDataException>(() => StateFile.Read(File).Dispose());
    }

    [Fact]
    public void Another_format_and_none_are_said_to_be_so()
    {
        Write();
        string text = Encoding.Latin1.GetString(System.IO.File.ReadAllBytes(File));
        System.IO.File.WriteAllBytes(File, Encoding.Latin1.GetBytes(text.Replace("mlvgm state 1", "mlvgm state 2", StringComparison.Ordinal)));
        Assert.Contains("has the format 'mlvgm state 2'; this version reads 'mlvgm state 1'", Assert.Throws<InvalidDataException>(() => StateFile.Read(File)).Message);
        using var tensors = ones(2);
        Safetensors.Write(File, [KeyValuePair.Create("a", tensors)], new Dictionary<string, string> { ["values"] = "{}", ["sha256"] = "00" });
        Assert.Contains("is no state, or was written by an earlier version", Assert.Throws<InvalidDataException>(() => StateFile.Read(File)).Message);
    }

    [Theory]
    [InlineData("9223372036854775808", "{}", "{}")]
    [InlineData("one", "{}", "{}")]
    [InlineData("1", "null", "{}")]
    [InlineData("1", """{"a":1,"a":2}""", "{}")]
    [InlineData("1", "{}", "null")]
    [InlineData("1", "{}", "[1]")]
    [InlineData("1", "{}", """{"a":1,"a":2}""")]
    [InlineData("1", "{}", """{"a":"\ud800"}""")]
    public void A_state_of_the_right_hash_that_none_of_us_wrote_is_damaged(string step, string identity, string values)
    {
        using var number = ones(2);
        Dictionary<string, Tensor> tensors = new() { ["a"] = number };
        Safetensors.Write(File, tensors, new Dictionary<string, string>
        {
            ["format"] = StateFile.Format,
            ["step"] = step,
            ["identity"] = identity,
            ["values"] = values,
            ["sha256"] = StateHash.Of(tensors, StateFile.Format, step, identity, values),
        });
        Assert.Contains("is damaged", Assert.Throws<InvalidDataException>(() => StateFile.Read(File)).Message);
    }

    [Fact]
    public void A_value_or_tensor_that_is_missing_or_of_another_form_is_named()
    {
        Write();
        using var scope = NewDisposeScope();
        using var read = StateFile.Read(File);
        Assert.Contains("'step'", Assert.Throws<InvalidDataException>(() => read.Value<int>("step")).Message);
        Assert.Contains("'x'", Assert.Throws<InvalidDataException>(() => read.Value<int>("x")).Message);
        Assert.Contains("'c'", Assert.Throws<InvalidDataException>(() => read.Tensor("c")).Message);
        Assert.Contains("'b' has shape [5], expected [4]", Assert.Throws<InvalidDataException>(() => read.CopyTo("b", zeros(4))).Message);
    }

    public void Dispose() => _folder.Dispose();

    string File => _folder.File("s.safetensors");

    static Tensor Numbers() => (arange(24, ScalarType.Float32) * 0.37f).sin().reshape(2, 3, 4);

    void Write()
    {
        using var scope = NewDisposeScope();
        using var state = new StateFile(9, Training);
        state.Add("a", Numbers().permute(2, 0, 1).contiguous().permute(1, 2, 0));
        state.Add("b", ones(5, ScalarType.Int64));
        state.Add("empty", zeros(0));
        (state.Values["x"], state.Values["steps"], state.Values["row"]) = (0.1 + 0.2, 7, 1L << 40);
        state.Write(File);
    }
}
