using System.Text;
using CsCheck;
using Mlvgm.MLNet.WeightFiles.Safetensors;
using Mlvgm.Testing.WeightFiles;

namespace Mlvgm.MLNet.WeightFiles.Tests.Safetensors;

public sealed class SafetensorsHeaderTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    string File(string name = "file.safetensors") => _folder.File(name);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Only_safetensors_are_opened_where_safetensors_are_asked_for() => Assert.All(
        SampleFiles.All.Where(sample => sample.Name != "safetensors"),
        sample =>
        {
            System.IO.File.WriteAllBytes(File(), sample.Bytes);
            var error = Assert.Throws<InvalidDataException>(() => WeightFile.OpenSafetensors(File()));
            Assert.StartsWith($"'{File()}' is not a valid safetensors file", error.Message, StringComparison.Ordinal);
        });

    [Theory]
    [InlineData("[]", 0, "not a JSON object")]
    [InlineData("{", 0, "malformed")]
    [InlineData("""{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 0, "need 4 bytes of data, but there are 0")]
    [InlineData("""{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 8, "need 4 bytes of data, but there are 8")]
    [InlineData("""{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""", 4, "does not fit its 4 bytes")]
    [InlineData("""{"x":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}""", 4, "does not fit")]
    [InlineData("""{"x":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,0]}}""", 0, "does not fit")]
    [InlineData("""{"x":{"dtype":"C64","shape":[1],"data_offsets":[0,4]}}""", 4, "does not fit its 4 bytes")]
    [InlineData("""{"x":{"dtype":"F4","shape":[3],"data_offsets":[0,1]}}""", 1, "does not fit its 1 bytes")]
    [InlineData("""{"x":{"dtype":"F6_E2M3","shape":[4],"data_offsets":[0,4]}}""", 4, "does not fit its 4 bytes")]
    [InlineData("""{"x":{"dtype":"Q 4","shape":[1],"data_offsets":[0,4]}}""", 4, "element type Q 4, which is no name")]
    [InlineData("""{"x":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}""", 4, "impossible data offsets")]
    [InlineData("""{"x":{"dtype":"F32","shape":[1]}}""", 4, "malformed")]
    [InlineData("""{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"x":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "occurs twice")]
    [InlineData("""{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"y":{"dtype":"F32","shape":[1],"data_offsets":[2,6]}}""", 6, "expected 4")]
    public void A_bad_header_is_named(string header, int dataBytes, string reason)
    {
        byte[] json = Encoding.UTF8.GetBytes(header);
        byte[] bytes = [.. BitConverter.GetBytes((ulong)json.Length), .. json, .. new byte[dataBytes]];
        System.IO.File.WriteAllBytes(File(), bytes);
        var error = Assert.Throws<InvalidDataException>(() => SafetensorsHeader.Read(File()));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Contains(File(), error.Message, StringComparison.Ordinal);
        Assert.Equal(error.Message, Assert.Throws<InvalidDataException>(() => WeightFile.OpenSafetensors(File())).Message);
    }

    [Theory]
    [InlineData("F4", 8, 4)]
    [InlineData("F6_E3M2", 4, 3)]
    [InlineData("F8_E5M2", 4, 4)]
    [InlineData("F8_E8M0", 4, 4)]
    [InlineData("C128", 2, 32)]
    [InlineData("Q4_NEW", 2, 32)]
    public void Types_that_are_not_read_are_listed_and_the_others_read(string type, int count, int bytes)
    {
        string header = $$$"""{"b":{"dtype":"F32","shape":[1],"data_offsets":[{{{bytes}}},{{{bytes + 4}}}]},"w":{"dtype":"{{{type}}}","shape":[{{{count}}}],"data_offsets":[0,{{{bytes}}}]}}""";
        byte[] json = Encoding.UTF8.GetBytes(header);
        System.IO.File.WriteAllBytes(File(), [.. BitConverter.GetBytes((ulong)json.Length), .. json, .. new byte[bytes], 0, 0, 0x80, 0x3f]);
        Assert.Equal([type, "F32"], SafetensorsHeader.Read(File()).Entries.Select(entry => entry.TypeName));
        using var contents = WeightFile.OpenSafetensors(File());
        Assert.Equal([1], contents["b"].ToArray<float>());
        Assert.Contains($"'w' has the type {type}", Assert.Throws<InvalidDataException>(() => contents["w"].ReadBytes()).Message);
    }

    [Theory]
    [InlineData(0UL, 3)]
    [InlineData(ulong.MaxValue, 8)]
    [InlineData(1_000_000UL, 8)]
    public void A_bad_length_is_named_before_anything_is_allocated(ulong length, int fileBytes)
    {
        System.IO.File.WriteAllBytes(File(), BitConverter.GetBytes(length)[..fileBytes]);
        Assert.Throws<InvalidDataException>(() => SafetensorsHeader.Read(File()));
    }

    [Fact]
    public void A_damaged_file_is_read_or_refused_with_one_kind_of_error()
    {
        byte[] good = SampleFiles.All.Single(sample => sample.Name == "safetensors").Bytes;
        Gen.Select(Gen.Int[0, good.Length - 1], Gen.Byte).Sample((at, value) =>
        {
            byte[] bad = [.. good];
            bad[at] = value;
            string path = File($"{Guid.NewGuid():N}");
            System.IO.File.WriteAllBytes(path, bad);
            try
            {
                using var read = WeightFile.OpenSafetensors(path);
            }
            catch (InvalidDataException)
            {
            }
        }, iter: 300);
    }
}
