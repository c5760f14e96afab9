using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Experiments.Embedding;
using Mlvgm.MLNet.Experiments.Inputs;
using Mlvgm.MLNet.IO;
using Mlvgm.MLNet.Settings;

namespace Mlvgm.MLNet.Experiments.Tests.Embedding;

public sealed class ImageEmbeddingTests : IDisposable
{
    readonly TinyWorld _world = new();

    [Fact]
    public void Both_formats_hold_the_features_that_the_encoder_computes()
    {
        var binary = Embed(FeatureFormat.Idv);
        var text = Embed(FeatureFormat.Csv);
        Assert.Equal((20, 5), (binary.Images, binary.Width));
        Assert.Equal(["0", "1"], binary.Classes);
        Assert.Empty(binary.Skipped);
        float[] features = [.. new MLContext().Data.LoadFromBinary(binary.File).GetColumn<float[]>("Features").SelectMany(row => row)];
        float[] lines = [.. File.ReadAllLines(text.File).Skip(1).SelectMany(line => line.Split(',').Skip(2)).Select(cell => float.Parse(cell, CultureInfo.InvariantCulture))];
        Assert.Equal(100, features.Length);
        Assert.Equal(features, lines, (a, b) => MathF.Abs(a - b) < 1e-5f);
        // What was finished meanwhile is of no use once the features are written.
        Assert.Equal(["features.csv", "features.idv"], Directory.GetFileSystemEntries(_world.Out).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void Progress_ends_with_every_image()
    {
        var told = new List<RunProgress>();
        new ImageEmbedding(new ImageEmbedding.Options { Device = "cpu" }).Run(_world.Encoder, _world.Images, _world.Out, told.Add);
        Assert.Equal(new RunProgress(160, 160, "images"), told[^1]);
    }

    [Fact]
    public void Images_left_out_are_named_with_the_reason()
    {
        ImageGrid.WritePng(_world.File("images/a/1.png"), new float[64], TinyModels.Shape, columns: 1);
        File.WriteAllText(_world.File("images/a/2.png"), "no image");
        var images = new ImageSource(_world.File("images"));
        var embedding = new ImageEmbedding(new ImageEmbedding.Options { Device = "cpu" });
        Assert.Contains("2.png", Assert.Throws<InvalidDataException>(() => embedding.Run(_world.Encoder, images, _world.Out)).Message);
        var result = embedding.Run(_world.Encoder, images with { Reading = new() { SkipUndecodable = true } }, _world.Out);
        Assert.Equal(1, result.Images);
        Assert.Contains("2.png", Assert.Single(result.Skipped));
    }

    [Fact]
    public void What_is_not_ours_stays_in_the_folder_of_parts()
    {
        string[] foreign = [_world.File("out/features.parts/thesis.part"), _world.File("out/features.parts/thesis.tmp"), _world.File("out/thesis.tmp")];
        Directory.CreateDirectory(_world.File("out/features.parts"));
        foreach (string file in foreign) File.WriteAllText(file, "mine");
        Embed(FeatureFormat.Csv);
        Assert.Equal(["features.csv", "features.parts", "thesis.part", "thesis.tmp", "thesis.tmp"],
            Directory.GetFileSystemEntries(_world.Out, "*", SearchOption.AllDirectories).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void Two_processes_do_not_write_one_folder()
    {
        using var other = FolderLock.Take(_world.Out);
        Assert.Contains($"({Environment.ProcessId}) is working in", Assert.Throws<InvalidOperationException>(() => Embed(FeatureFormat.Csv)).Message);
    }

    [Fact]
    public void Options_are_checked_at_once() => Assert.Contains(
        "(--split)", Assert.Throws<SettingsException>(() => new ImageEmbedding(new ImageEmbedding.Options { Split = (DatasetSplit)7 })).Message);

    public void Dispose() => _world.Dispose();

    EmbeddingResult Embed(FeatureFormat format) => new ImageEmbedding(new ImageEmbedding.Options { Split = DatasetSplit.Test, Format = format, Device = "cpu" })
        .Run(_world.Encoder, _world.Images, _world.Out);
}
