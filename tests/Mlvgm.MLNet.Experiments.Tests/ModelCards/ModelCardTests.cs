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
    public void The_views_are_those_that_the_encoders_card_names()
    {
        string generator = Path.GetFileNameWithoutExtension(_world.Generator);
        string encoder = _world.EncoderOf(generator, "z1=resample");
        string page = File.ReadAllText(new ModelCard(new() { Device = "cpu" }).Write(_world.Generator, encoder, _world.Images, _world.Out));
        Assert.Contains("by `z1=resample`; before T_x. The encoder learned from these.", page);
        Assert.Contains($"| learned from | `{generator}`, views by `z1=resample` |", page);
        Assert.Contains("| steps, pairs a step, seed | 40, 16, 7 |", page);
        byte[] views = File.ReadAllBytes(_world.File("out/views.png"));
        // Others can be drawn, and are not said to be those it learned from.
        page = File.ReadAllText(new ModelCard(new() { Device = "cpu", Strategy = "random:0.4" }).Write(_world.Generator, encoder, _world.Images, _world.Out));
        Assert.Contains($"by `random:0.4`; before T_x. The encoder learned from views of `{generator}` by `z1=resample`, by its card.", page);
        Assert.NotEqual(views, File.ReadAllBytes(_world.File("out/views.png")));
    }

    [Theory]
    [InlineData("other", "z1=resample", "The encoder learned from views of `other` by `z1=resample`, by its card. That is another generator than the one above: no views are drawn.")]
    [InlineData("generator", "learned:gone.safetensors", "They cannot be drawn here: ")]
    public void Views_that_cannot_be_drawn_again_are_said_and_not_replaced(string generator, string strategy, string word)
    {
        Assert.Equal("generator", Path.GetFileNameWithoutExtension(_world.Generator));
        string page = File.ReadAllText(
            new ModelCard(new() { Device = "cpu" }).Write(_world.Generator, _world.EncoderOf(generator, strategy), _world.Images, _world.Out));
        Assert.Contains(word, page);
        Assert.DoesNotContain("views.png", page);
        Assert.False(File.Exists(_world.File("out/views.png")));
    }

    [Fact]
    public void An_encoder_of_images_gets_a_page_without_a_generator()
    {
        string encoder = _world.EncoderOf("rows", "none");
        string page = File.ReadAllText(new ModelCard(new() { Device = "cpu" }).Write(null, encoder, _world.Images, _world.Out));
        Assert.StartsWith("# tiny\n", page);
        Assert.Contains("The encoder learned from images (`rows`), by its card.", page);
        Assert.DoesNotContain("a generator", page);
        Assert.Equal(["README.md", "neighbours.png"], Directory.GetFiles(_world.Out).Select(Path.GetFileName).Order());
        Assert.Throws<ArgumentException>(() => new ModelCard(new() { Device = "cpu", Strategy = "random:0.3" }).Write(null, encoder, _world.Images, _world.Out));
        page = File.ReadAllText(new ModelCard(new() { Device = "cpu" }).Write(null, $"of rows={encoder}", _world.Images, _world.Out));
        Assert.StartsWith("# of rows\n", page);
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
        Assert.Equal(["README.md", "latents.png", "neighbours.png", "samples.png"], first.Keys.Select(Path.GetFileName).Order(StringComparer.Ordinal));
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
