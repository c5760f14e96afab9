using Mlvgm.MLNet.Torch.Import;
using Mlvgm.MLNet.Torch.Weights;
using Mlvgm.MLNet.WeightFiles;
using Mlvgm.Testing.Fuzzing;
using Mlvgm.Testing.WeightFiles;

namespace Mlvgm.MLNet.Torch.Tests.Import;

/// <summary>Damaged files of a walker, read to TorchSharp's memory and imported: data or an ordinary error, and nothing else.</summary>
public sealed class DamagedWalkerTests : IDisposable
{
    const int Cases = 600;
    const int ImportEvery = 10;

    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Tensors_are_those_of_the_file_and_imports_are_refused_with_one_line()
    {
        int walker = SampleFiles.All.Select(sample => sample.Name).ToList().IndexOf("walker");
        int refused = Enumerable.Range(0, Cases).Count(i => Refuses(i, FuzzInput.Create(seed: 2, walker + i * SampleFiles.All.Count)));
        Assert.InRange(refused, Cases / 10, Cases - 1);
    }

    bool Refuses(int index, FuzzInput input)
    {
        string path = _folder.File("file");
        File.WriteAllBytes(path, input.Bytes);
        try
        {
            using (var contents = WeightFile.Open(path))
                foreach (var (name, tensor) in contents.Tensors) AssertSame(name, tensor.ReadBytes(), tensor.ToTensor());
            if (index % ImportEvery == 0) ImporterRegistry.Import(path, "walker", _folder.File("out"));
            return false;
        }
        catch (InvalidDataException e)
        {
            Assert.True(e.Message.Length is > 0 and < 2000 && !e.Message.Contains('\n'), $"case {index} ({input.Kind}): {e.Message}");
            return true;
        }
    }

    static void AssertSame(string name, byte[] expected, TorchSharp.torch.Tensor actual)
    {
        using (actual) Assert.True(expected.Length == 0 || actual.bytes.SequenceEqual(expected), $"'{name}' differs in native memory.");
    }
}
