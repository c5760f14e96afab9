using Microsoft.ML.OnnxRuntime;
using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Seeding;
using Mlvgm.MLNet.Torch.Walkers;
using Mlvgm.MLNet.Views;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Tests.Walkers;

public class WalkerModuleTests
{
    static readonly LatentLayout Layout = new(
        [new("a", [3]), new("b", [2, 1, 2]), new("c", [3], draw: "shared"), new("d", [3], draw: "shared")]);

    [Theory]
    [InlineData(20, 0.005)]
    [InlineData(120, 0.08)]
    [InlineData(512, 0.68)]
    public void A_new_walker_moves_latents_hardly_at_all(int size, double expected)
    {
        // The sizes of docs/method/measurement.md#the-walker, for z from N(0, 1) within two deviations.
        using var scope = NewDisposeScope();
        using var walker = new WalkerModule(size, seed: 3);
        double mean = walker.forward(Anchors(200, size)).norm(1).mean().item<float>();
        Assert.InRange(mean, 0.75 * expected, 1.35 * expected);
    }

    [Fact]
    public void Initial_weights_are_normal_and_biases_uniform()
    {
        using var scope = NewDisposeScope();
        using var walker = new WalkerModule(100, seed: 3);
        foreach (var (name, parameter) in walker.named_parameters())
        {
            if (parameter.dim() == 2)
            {
                // 10,000 draws: the standard error of their deviation is 0.7 % of it.
                Assert.Equal(0.01, parameter.std().item<float>(), 3e-4);
                Assert.InRange(parameter.abs().max().item<float>(), 0.03, 0.06);
            }
            else
            {
                Assert.InRange(parameter.abs().max().item<float>(), 0.0009, 0.001);
            }
        }
    }

    [Fact]
    public void Equal_seeds_give_equal_walkers()
    {
        Assert.Equal(First(3), First(3));
        Assert.NotEqual(First(3), First(4));

        static float First(ulong seed)
        {
            using var walker = new WalkerModule(4, seed);
            return walker.ToWalker().HiddenWeight[0];
        }
    }

    [Fact]
    public void Module_and_plain_walker_move_alike()
    {
        using var scope = NewDisposeScope();
        var walker = Large(7);
        using var module = new WalkerModule(walker);
        var z = Anchors(5, 7);
        var moved = z + module.forward(z);
        for (int row = 0; row < 5; row++)
        {
            float[] expected = new float[7];
            walker.Move(z[row].data<float>().ToArray(), expected);
            for (int i = 0; i < 7; i++) Assert.Equal(expected[i], moved[row, i].item<float>(), 1e-5);
        }
        Assert.Equal(walker.OutputWeight.ToArray(), module.ToWalker().OutputWeight.ToArray());
    }

    [Fact]
    public void A_released_walker_moves_as_the_reference_does()
    {
        using var scope = NewDisposeScope();
        using var parity = ParityFile.Open("walker_module_p.expected.safetensors");
        string[] linear = [.. parity.Tensors.Keys.Where(key => key.StartsWith("nn_walker/", StringComparison.Ordinal))
            .Where(key => key.EndsWith(".weight", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(key => key[..^".weight".Length])];
        float[] Values(string key) => parity[key].data<float>().ToArray();
        using var walker = new WalkerModule(new Walker(
            Values($"{linear[0]}.weight"), Values($"{linear[0]}.bias"), Values($"{linear[1]}.weight"), Values($"{linear[1]}.bias")));
        // It was trained on the chunks after the first (docs/method/perturbations.md#joint-walkers).
        var moved = parity["in.z"].clone();
        int size = walker.ToWalker().Size;
        var chunks = moved.narrow(1, moved.shape[1] - size, size);
        using (no_grad()) chunks.add_(walker.forward(chunks));
        ParityFile.AssertClose(parity["out.positive"], moved, 2e-5, "positive");
    }

    [Theory]
    [InlineData("b", "b", "bPositive")]
    [InlineData("a..d", "a b c", "aPositive bPositive cPositive")]
    public void The_graph_has_an_input_and_an_output_for_each_draw(string target, string inputs, string outputs)
    {
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid()}.onnx");
        try
        {
            var span = Layout.SpanOf(target);
            var result = WalkerOnnx.Export(Large(span.Size), span, path);
            Assert.True(result.LargestDifference < 1e-4);
            using var session = new InferenceSession(path);
            Assert.Equal(inputs.Split(' '), session.InputNames);
            Assert.Equal(outputs.Split(' '), session.OutputNames);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_walker_of_another_width_or_too_few_names_are_refused()
    {
        Assert.Throws<ArgumentException>(() => WalkerOnnx.Export(Large(2), Layout.SpanOf("a"), "never.onnx"));
        Assert.Throws<ArgumentException>(() => WalkerOnnx.Export(Large(7), Layout.SpanOf("a..b"), "never.onnx", inputNames: ["x"]));
    }

    [Fact]
    public void A_span_is_gathered_and_scattered_draw_by_draw()
    {
        using var scope = NewDisposeScope();
        var span = Layout.SpanOf("b..d");
        Tensor[] latents = [Anchors(2, 3), Anchors(2, 4).reshape(2, 2, 1, 2), Anchors(2, 3), Anchors(2, 3)];
        var vectors = span.Gather(latents);
        Assert.Equal([2, 7], vectors.shape);
        Assert.Equal(latents[1].flatten().data<float>().ToArray(), vectors.narrow(1, 0, 4).flatten().data<float>().ToArray());
        var moved = span.Scatter(vectors + 1, latents);
        Assert.Same(latents[0], moved[0]);
        Assert.Same(moved[2], moved[3]);
        Assert.Equal(latents[1].shape, moved[1].shape);
        Assert.Equal(0, (moved[1] - latents[1] - 1).abs().max().item<float>(), 1e-6);
    }

    static Tensor Anchors(int count, int size)
    {
        float[] values = new float[count * size];
        var stream = new RandomStream(new SeedKey(1, "test/anchors"));
        new TruncatedNormal(truncation: 2).Fill(values, ref stream);
        return tensor(values, [count, size]);
    }

    static Walker Large(int size)
    {
        float[] Values(string name, int count)
        {
            float[] values = new float[count];
            var stream = new RandomStream(new SeedKey(1, name));
            TruncatedNormal.Standard.Fill(values, ref stream);
            return values;
        }
        return new Walker(Values("w1", size * size), Values("b1", size), Values("w2", size * size), Values("b2", size));
    }
}
