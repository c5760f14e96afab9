using System.Text.Json;
using Mlvgm.MLNet.Torch.Import;
using Mlvgm.MLNet.Torch.Walkers;
using Mlvgm.MLNet.Torch.Weights;

namespace Mlvgm.MLNet.Torch.Tests.Import;

public sealed class WalkerImporterTests : IDisposable
{
    const string ExpectedSuffix = ".expected.safetensors";
    const string NoCase = "(no case)";

    readonly TemporaryFolder _folder = new();

    /// <summary>The walkers of the parity folder: the released file, and what is expected of it.</summary>
    public static TheoryData<string, string> Walkers
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (string expected in ParityFolder.Path is { } folder ? Directory.GetFiles(folder, $"walker*{ExpectedSuffix}") : [])
            {
                string stem = Path.GetFileName(expected)[..^ExpectedSuffix.Length];
                foreach (string file in Directory.GetFiles(ParityFolder.Path!, $"{stem}.*"))
                    if (!file.EndsWith(".safetensors", StringComparison.Ordinal)) cases.Add(file, expected);
            }
            if (cases.Count == 0) cases.Add(NoCase, NoCase);
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Walkers))]
    public void A_released_walker_moves_latents_as_the_reference_does(string file, string expectedFile)
    {
        Assert.SkipWhen(file == NoCase, ParityFolder.Missing);
        using var expected = Safetensors.Read(expectedFile);
        var result = ImporterRegistry.Import(file, "walker", _folder.Path);
        var walker = WalkerFile.Read(result.ModelPath);
        Assert.Equal(result.Model.Latents.Select(latent => latent.Name), walker.LatentNames);

        // "1_6" in the metadata: the chunks 1 to 5 of BigBiGAN's z, or the levels 1 to 5 of StyleGAN2's w, which all have the whole z.
        bool isBigBiGan = expected.Metadata["g_type"] == "bigbigan";
        int[] chunks = [.. expected.Metadata["chunks"].Split('_').Select(int.Parse)];
        int start = isBigBiGan ? chunks[0] * int.Parse(expected.Metadata["chunk_dim"]) : 0;
        Assert.Equal(Enumerable.Range(chunks[0], chunks[1] - chunks[0]).Select(i => $"{(isBigBiGan ? 'z' : 'w')}{i}"), walker.LatentNames);
        Assert.SkipUnless(isBigBiGan, "What a walker of StyleGAN2 moves is seen only through its mapping network.");

        float[] z = expected["in.z"].data<float>().ToArray();
        float[] positives = expected["out.positive"].data<float>().ToArray();
        float[] deltas = expected["out.delta"].data<float>().ToArray();
        int width = z.Length / deltas.Length;
        float[] moved = new float[walker.Walker.Size];
        for (int row = 0; row < deltas.Length; row++)
        {
            var anchor = z.AsSpan(row * width, width);
            walker.Walker.Move(anchor.Slice(start, moved.Length), moved);
            float[] positive = [.. anchor];
            moved.CopyTo(positive, start);
            double squares = 0;
            for (int i = 0; i < width; i++)
            {
                Assert.Equal(positives[row * width + i], positive[i], 2e-5 * positives.Max(Math.Abs));
                squares += Math.Pow(positive[i] - anchor[i], 2);
            }
            Assert.Equal(deltas[row], Math.Sqrt(squares), 2e-5 * deltas.Max());
        }
    }

    [Theory]
    [MemberData(nameof(Walkers))]
    public void The_card_says_where_the_walker_came_from(string file, string expectedFile)
    {
        Assert.SkipWhen(file == NoCase || expectedFile == NoCase, ParityFolder.Missing);
        var result = ImporterRegistry.Import(file, "walker", _folder.Path);
        using var card = JsonDocument.Parse(File.ReadAllBytes(result.CardPath));
        Assert.Equal("walker", card.RootElement.GetProperty("kind").GetString());
        Assert.Equal(Path.GetFileName(file), card.RootElement.GetProperty("source").GetProperty("file").GetString());
        Assert.Equal(result.Model.Latents.Count, card.RootElement.GetProperty("latents").GetArrayLength());
        Assert.Contains(result.ModelPath, result.NextStep);
    }

    [Fact]
    public void Another_file_is_refused_and_nothing_is_written()
    {
        string path = _folder.File("other.safetensors");
        using (var value = TorchSharp.torch.ones(2)) Safetensors.Write(path, [KeyValuePair.Create("x", value)]);
        string output = _folder.File("out");
        var error = Assert.Throws<InvalidDataException>(() => ImporterRegistry.Import(path, "walker", output));
        Assert.Contains("holds no walker", error.Message);
        Assert.False(Directory.Exists(output));
        Assert.Contains("Available: ", Assert.Throws<ArgumentException>(() => ImporterRegistry.Import(path, "nothing", output)).Message);
        Assert.Contains("would replace", Assert.Throws<ArgumentException>(() => ImporterRegistry.Import(path, "walker", _folder.Path)).Message);
    }

    public void Dispose() => _folder.Dispose();
}
