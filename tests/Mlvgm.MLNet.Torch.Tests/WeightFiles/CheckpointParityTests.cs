using Mlvgm.MLNet.Torch.Import;
using Mlvgm.MLNet.Torch.WeightFiles;
using Mlvgm.MLNet.Torch.WeightFiles.Pickle;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Tests.WeightFiles;

/// <summary>Every <c>NAME.expected.safetensors</c> of the parity folder against the checkpoints <c>NAME.*</c> beside it.</summary>
public sealed class CheckpointParityTests : IDisposable
{
    const string ExpectedSuffix = ".expected.safetensors";
    const string NoCase = "(no case)";

    readonly string _folder = Directory.CreateTempSubdirectory("mlvgm-parity-").FullName;

    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (string expected in Files($"*{ExpectedSuffix}"))
            {
                foreach (string file in Files($"{expected[..^ExpectedSuffix.Length]}.*"))
                    if (!file.EndsWith(".safetensors", StringComparison.Ordinal)) cases.Add(file, expected);
            }
            if (cases.Count == 0) cases.Add(NoCase, NoCase);
            return cases;
        }
    }

    public static TheoryData<string> BadFiles => Files("bad_*") is { Length: > 0 } names ? [.. names] : [NoCase];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_tensor_is_read_bit_for_bit(string file, string expectedFile)
    {
        Assert.SkipWhen(file == NoCase, ParityFile.NoFolder);
        using var contents = WeightFile.Open(ParityFile.PathOf(file));
        using var expected = WeightFile.Open(ParityFile.PathOf(expectedFile));
        using var converted = Converted(contents);
        var actual = converted?.Tensors.ToDictionary(pair => $"G_ema/{pair.Key}", pair => pair.Value) ?? contents.Tensors;
        string[] names = [.. expected.Tensors.Keys.Where(name => !name.StartsWith("in.") && !name.StartsWith("out."))];
        Assert.NotEmpty(names);
        foreach (string name in names)
        {
            Assert.True(actual.TryGetValue(name, out var tensor), $"'{file}' has no tensor '{name}'.");
            Assert.Equal(expected[name].Type, tensor!.Type);
            Assert.Equal(expected[name].Shape, tensor.Shape);
            byte[] bytes = expected[name].ReadBytes();
            Assert.Equal(bytes, tensor.ReadBytes());
            using var value = tensor.ToTensor();
            Assert.Equal(expected[name].Shape, value.shape);
            Assert.True(bytes.Length == 0 || value.bytes.SequenceEqual(bytes), name);
        }
    }

    [Theory]
    [MemberData(nameof(BadFiles))]
    public void A_bad_file_is_refused_with_one_line_that_names_it(string file)
    {
        Assert.SkipWhen(file == NoCase, ParityFile.NoFolder);
        string path = ParityFile.PathOf(file);
        var error = Assert.Throws<InvalidDataException>(() =>
        {
            using var contents = WeightFile.Open(path);
            foreach (var tensor in contents.Tensors.Values) tensor.ReadBytes();
        });
        Assert.StartsWith($"'{path}'", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>A tuple of TensorFlow networks as its importer converts it; what is expected of one has the names and layouts of PyTorch.</summary>
    WeightFileContents? Converted(WeightFileContents contents) => contents.Root is PickledTuple
        ? WeightFile.Open(ImporterRegistry.Import(contents.Path, "stylegan2", _folder).ModelPath)
        : null;

    static string[] Files(string pattern) => ParityFile.Folder is { } folder
        ? [.. Directory.EnumerateFiles(folder, pattern).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)]
        : [];
}
