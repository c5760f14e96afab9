using Mlvgm.MLNet.Experiments.ModelCards;

namespace Mlvgm.MLNet.Experiments.Tests.ModelCards;

public sealed class ModelCardTests : IDisposable
{
    readonly TinyWorld _world = new();

    [Fact]
    public void The_page_shows_every_picture_and_the_classes_that_are_confused()
    {
        File.WriteAllText(Path.Combine(_world.Data, "classes.txt"), "dark\nbright\n");
        string path = Write(new ModelCard.Options { Strategy = "z1=resample", Device = "cpu" });
        Assert.Equal(_world.File("out/README.md"), path);
        string page = File.ReadAllText(path);
        foreach (string picture in (string[])["samples", "latents", "views", "neighbours"])
        {
            Assert.Contains($"({picture}.png)", page);
            Assert.True(new FileInfo(_world.File($"out/{picture}.png")).Length > 0);
        }
        Assert.Contains("z0 in row 2, z1 in row 3", page);
        Assert.Contains("by `z1=resample`", page);
        Assert.Contains("# tiny, an encoder", page, StringComparison.Ordinal);
        Assert.Contains("| SHA-256 | `", page);
    }

    [Fact]
    public void Names_of_classes_do_not_break_the_table()
    {
        File.WriteAllText(Path.Combine(_world.Data, "classes.txt"), "a|b\n[x](javascript:alert(1))\n");
        Write(new ModelCard.Options { Device = "cpu" });
        Assert.Contains(@"| true \ predicted | a\|b | \[x](javascript:alert(1)) |", _world.Text("out/README.md"));
    }

    [Fact]
    public void A_page_is_the_same_again_and_another_seed_draws_others()
    {
        Write(new ModelCard.Options { Seed = 3, Device = "cpu" });
        var first = Directory.GetFiles(_world.Out).ToDictionary(path => path, File.ReadAllBytes);
        Assert.Equal(5, first.Count);
        Write(new ModelCard.Options { Seed = 3, Device = "cpu" });
        Assert.All(first, file => Assert.Equal(file.Value, File.ReadAllBytes(file.Key)));
        Write(new ModelCard.Options { Seed = 4, Device = "cpu" });
        Assert.NotEqual(first[_world.File("out/samples.png")], File.ReadAllBytes(_world.File("out/samples.png")));
    }

    [Fact]
    public void What_does_not_fit_together_leaves_nothing_behind()
    {
        var card = new ModelCard(new ModelCard.Options { Device = "cpu" });
        var shapes = Assert.Throws<ArgumentException>(() => card.Write("fashion-mnist-nvae", _world.Encoder, _world.Images, _world.Out));
        Assert.Contains("The generator makes images of 1x32x32, the encoder takes 1x8x8.", shapes.Message);
        string labels = Path.Combine(_world.Data, "t10k-labels-idx1-ubyte");
        byte[] bytes = File.ReadAllBytes(labels);
        bytes[^1] = 2;
        File.WriteAllBytes(labels, bytes);
        Assert.ThrowsAny<Exception>(() => card.Write(_world.Generator, _world.Encoder, _world.Images, _world.Out));
        Assert.False(Directory.Exists(_world.Out));
    }

    public void Dispose() => _world.Dispose();

    string Write(ModelCard.Options options) => new ModelCard(options).Write(_world.Generator, _world.Encoder, _world.Images, _world.Out);
}
