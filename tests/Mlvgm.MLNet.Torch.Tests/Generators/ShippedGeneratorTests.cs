using Microsoft.ML.OnnxRuntime;
using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Models;
using Mlvgm.MLNet.Seeding;
using Mlvgm.MLNet.Torch.Generators;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Tests.Generators;

public class ShippedGeneratorTests
{
    public static TheoryData<string> Names =>
        [.. ModelStore.Shipped().Entries.Where(entry => entry.Kind == "generator").Select(entry => entry.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_shipped_generator_is_what_its_entry_says(string name)
    {
        var (entry, path) = Open(name, "safetensors");
        using var generator = GeneratorRegistry.Load(path, CPU);
        Assert.True(new FileInfo(path).Length <= 10_000_000);
        Assert.Contains(entry.Architecture, GeneratorRegistry.All.Names);
        Assert.Equal(entry.ImageShape, [generator.ImageShape.Channels, generator.ImageShape.Height, generator.ImageShape.Width]);
        Assert.Equal(entry.Latents.Select(latent => latent.Name), generator.Layout.Latents.Select(latent => latent.Name));
        Assert.Equal(entry.Latents.Select(latent => string.Join('x', latent.Shape)), generator.Layout.Latents.Select(latent => string.Join('x', latent.Shape)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Its_onnx_file_makes_the_images_of_its_weights(string name)
    {
        using var generator = GeneratorRegistry.Load(Open(name, "safetensors").Path, CPU);
        using var session = new InferenceSession(Open(name, "onnx").Path);
        const int count = 7;
        var latents = Draw(generator.Layout, count, "parity");
        float[] expected = new float[count * generator.ImageShape.Size];
        generator.Decode(latents, expected);
        var inputs = generator.Layout.Latents.Zip(latents.Values).ToDictionary(pair => pair.First.Name, pair => OrtValue.CreateTensorValueFromMemory(
            pair.Second, [count, .. pair.First.Shape.Select(d => (long)d)]));
        using var options = new RunOptions();
        using var outputs = session.Run(options, inputs, session.OutputNames);
        float[] actual = outputs[0].GetTensorDataAsSpan<float>().ToArray();
        foreach (var input in inputs.Values) input.Dispose();
        Assert.InRange(expected.Zip(actual).Max(pair => Math.Abs(pair.First - pair.Second)), 0, 1e-4);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_latent_changes_the_image_and_the_first_changes_it_most(string name)
    {
        using var generator = GeneratorRegistry.Load(Open(name, "safetensors").Path, CPU);
        const int count = 100;
        int size = generator.ImageShape.Size;
        float[] Decode(LatentBatch latents)
        {
            float[] images = new float[count * size];
            generator.Decode(latents, images);
            return images;
        }
        var anchors = Draw(generator.Layout, count, "anchors");
        float[] before = Decode(anchors);
        double[] effects = [.. Enumerable.Range(0, generator.Layout.Latents.Count).Select(latent =>
        {
            var changed = Draw(generator.Layout, count, "anchors");
            Draw(generator.Layout, count, "others").Values[latent].CopyTo(changed.Values[latent], 0);
            float[] after = Decode(changed);
            return Enumerable.Range(0, count).Average(i => Enumerable.Range(i * size, size).Max(p => Math.Abs(before[p] - after[p])));
        })];
        // The largest change of a pixel, out of 1, averaged over anchors: a change below 0.1 is hard to see.
        Assert.All(effects, effect => Assert.True(effect > 0.1, $"Effects per latent: {string.Join(", ", effects)}"));
        Assert.Equal(effects.Max(), effects[0]);
    }

    static (ModelEntry Entry, string Path) Open(string name, string format)
    {
        var store = ModelStore.Shipped();
        var entry = store.Find(name);
        return (entry, store.VerifiedPath(entry, format));
    }

    static LatentBatch Draw(LatentLayout layout, int count, string purpose)
    {
        var batch = new LatentBatch(layout, count);
        for (int i = 0; i < layout.Latents.Count; i++)
        {
            var stream = new RandomStream(new SeedKey(1, $"test/{purpose}/{i}"));
            layout.Latents[i].Prior.Fill(batch.Values[i], ref stream);
        }
        return batch;
    }
}
