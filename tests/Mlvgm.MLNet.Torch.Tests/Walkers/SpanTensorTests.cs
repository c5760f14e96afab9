using CsCheck;
using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Torch.Walkers;
using Mlvgm.MLNet.Views;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Tests.Walkers;

/// <summary>Latents of any layout as one vector and back, and walkers of any size in their file.</summary>
public sealed class SpanTensorTests : IDisposable
{
    static readonly Gen<LatentLayout> Layouts = Gen.Int[1, 4].Array[1, 3].Array[1, 5].Select(shapes =>
        new LatentLayout([.. shapes.Select((shape, i) => new LatentSpecification($"z{i}", shape))]));

    readonly TemporaryFolder _folder = new();

    [Fact]
    public void What_is_gathered_comes_back_where_it_was_and_nothing_else_moves() =>
        Gen.Select(Layouts, Gen.Int[1, 3], Gen.Int[0, 4], Gen.Int[0, 4]).Sample((layout, rows, a, b) =>
    {
        int first = Math.Min(a, b) % layout.Latents.Count, last = Math.Max(first, Math.Max(a, b) % layout.Latents.Count);
        var span = layout.SpanOf(first == last ? $"z{first}" : $"z{first}..z{last}");
        using var scope = NewDisposeScope();
        Tensor[] latents = [.. layout.Latents.Select(
            (latent, i) => (arange(rows * latent.Size, float32) + 1000 * i).reshape([rows, .. latent.Shape.Select(d => (long)d)]))];
        var vectors = span.Gather(latents);
        Assert.Equal([rows, span.Size], vectors.shape);
        Assert.Equal(
            Enumerable.Range(0, rows).SelectMany(
                row => Enumerable.Range(first, last - first + 1).SelectMany(i => latents[i][row].flatten().data<float>().ToArray())),
            vectors.data<float>().ToArray());
        var back = span.Scatter(vectors * 2, latents);
        for (int i = 0; i < latents.Length; i++)
        {
            Assert.Equal(latents[i].shape, back[i].shape);
            Assert.Equal((latents[i] * (i >= first && i <= last ? 2 : 1)).data<float>().ToArray(), back[i].contiguous().data<float>().ToArray());
        }
    }, iter: 200, threads: 1);

    [Fact]
    public void Latents_that_are_one_draw_are_gathered_once_and_scattered_to_each()
    {
        var layout = new LatentLayout([new("a", [2], draw: "w"), new("b", [2], draw: "w"), new("c", [3])]);
        var span = layout.SpanOf("a..c");
        using var scope = NewDisposeScope();
        var w = tensor(new float[] { 1, 2 }, [1, 2]);
        var vectors = span.Gather([w, w, tensor(new float[] { 3, 4, 5 }, [1, 3])]);
        Assert.Equal([1, 2, 3, 4, 5], vectors.data<float>().ToArray());
        var back = span.Scatter(vectors + 10, [w, w, zeros(1, 3)]);
        Assert.Equal([11, 12], back[0].contiguous().data<float>().ToArray());
        Assert.Same(back[0], back[1]);
        Assert.Equal([13, 14, 15], back[2].contiguous().data<float>().ToArray());
    }

    [Fact]
    public void A_walker_of_any_size_comes_back_from_its_file() => Gen.Select(
        Gen.Int[1, 6], Gen.Float[-1e6f, 1e6f].Array[84],
            Gen.String[Gen.Char["abcz09 .ü\"\\"], 1, 8].Where(name => !string.IsNullOrWhiteSpace(name)).Array[1, 3]).Sample((size, numbers, names) =>
        {
            string path = _folder.File("w.safetensors");
            var walker = new Walker(numbers.AsSpan(0, size * size), numbers.AsSpan(0, size), numbers.AsSpan(84 - size * size), numbers.AsSpan(84 - size));
            new WalkerFile(walker, names, names[0]).Write(path);
            var read = WalkerFile.Read(path);
            Assert.Equal(walker.Sha256, read.Walker.Sha256);
            Assert.Equal(names, read.LatentNames);
            Assert.Equal((names[0], path), (read.Generator, read.Walker.Path));
            Assert.Equal(names.Length == 1 ? names[0] : $"{names[0]}..{names[^1]}", read.Target);
        }, iter: 50, threads: 1);

    public void Dispose() => _folder.Dispose();
}
