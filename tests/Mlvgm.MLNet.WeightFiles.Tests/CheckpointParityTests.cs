namespace Mlvgm.MLNet.WeightFiles.Tests;

/// <summary>Every <c>NAME.expected.safetensors</c> of the parity folder against the checkpoints <c>NAME.*</c> beside it.</summary>
public class CheckpointParityTests
{
    const string ExpectedSuffix = ".expected.safetensors";

    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (string expected in ParityFolder.Files($"*{ExpectedSuffix}"))
            {
                foreach (string file in ParityFolder.Files($"{expected[..^ExpectedSuffix.Length]}.*"))
                    if (!file.EndsWith(".safetensors", StringComparison.Ordinal) && !IsTensorFlow(file)) cases.Add(file, expected);
            }
            if (cases.Count == 0) cases.Add(ParityFolder.NoFile, ParityFolder.NoFile);
            return cases;
        }
    }

    public static TheoryData<string> BadFiles => [.. ParityFolder.FilesOrNone("bad_*")];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_tensor_is_read_bit_for_bit(string file, string expectedFile)
    {
        using var contents = WeightFile.Open(ParityFolder.PathOf(file));
        using var expected = WeightFile.Open(ParityFolder.PathOf(expectedFile));
        string[] names = [.. expected.Tensors.Keys.Where(name => !name.StartsWith("in.") && !name.StartsWith("out."))];
        Assert.NotEmpty(names);
        foreach (string name in names)
        {
            Assert.True(contents.Tensors.TryGetValue(name, out var tensor), $"'{file}' has no tensor '{name}'.");
            Assert.Equal(expected[name].Type, tensor!.Type);
            Assert.Equal(expected[name].Shape, tensor.Shape);
            Assert.Equal(expected[name].ReadBytes(), tensor.ReadBytes());
        }
    }

    [Theory]
    [MemberData(nameof(BadFiles))]
    public void A_bad_file_is_refused_with_one_line_that_names_it(string file)
    {
        string path = ParityFolder.PathOf(file);
        var error = Assert.Throws<InvalidDataException>(() =>
        {
            using var contents = WeightFile.Open(path);
            foreach (var tensor in contents.Tensors.Values) tensor.ReadBytes();
        });
        Assert.StartsWith($"'{path}'", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    /// <summary>What is expected of TensorFlow's networks has the names and layouts of PyTorch: their importer is compared with it.</summary>
    static bool IsTensorFlow(string file) => file.StartsWith("stylegan2_tf", StringComparison.Ordinal);
}
