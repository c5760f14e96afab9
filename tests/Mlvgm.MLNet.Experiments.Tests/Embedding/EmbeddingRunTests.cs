using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Experiments.Embedding;
using Mlvgm.MLNet.Experiments.Inputs;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Torch.Devices;

namespace Mlvgm.MLNet.Experiments.Tests.Embedding;

public sealed class EmbeddingRunTests : IDisposable
{
    const int Images = 2 * EmbeddingRun.PartSize + 100;
    static readonly EmbeddingKey Key = new("encoder", "images", Images);
    readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_run_that_was_stopped_goes_on_and_gives_what_one_run_gives()
    {
        using var encoder = new EncoderFile(TinyModels.Encoder(_folder), DeviceChoice.Parse("cpu"));
        float[] whole = Features(new CountingImages(), encoder, "whole", CancellationToken.None);
        using var source = new CancellationTokenSource();
        var images = new CountingImages();
        Assert.Throws<OperationCanceledException>(() => Run(images, encoder, "parts").Run(_ => source.Cancel(), source.Token));
        Assert.Equal(EmbeddingRun.PartSize, images.Reads);
        float[] resumed = Features(images, encoder, "parts", CancellationToken.None);
        Assert.Equal(Images, images.Reads);
        Assert.Equal(whole, resumed);
    }

    [Fact]
    public void Images_that_do_not_decode_leave_the_others_their_features()
    {
        using var encoder = new EncoderFile(TinyModels.Encoder(_folder), DeviceChoice.Parse("cpu"));
        float[] whole = Features(new CountingImages(), encoder, "whole", CancellationToken.None);
        var run = Run(new CountingImages { Broken = [0, 1500, Images - 1] }, encoder, "parts");
        run.Run(_ => { }, CancellationToken.None);
        var parts = run.Finished().ToArray();
        int[] kept = [.. parts.SelectMany(part => part.Images)];
        Assert.Equal(Enumerable.Range(0, Images).Except([0, 1500, Images - 1]), kept);
        Assert.Equal(["image 0", "image 1500", $"image {Images - 1}"], parts.SelectMany(part => part.Skipped));
        float[] features = [.. parts.SelectMany(part => part.Features)];
        var strict = new EmbeddingRun(new CountingImages(), encoder, skip: false, new EmbeddingPartStore(_folder.File("parts"), Key));
        Assert.Contains("image 0 Remove it", Assert.Throws<InvalidDataException>(() => strict.Finished().ToList()).Message);
        // A row stands in another batch than before, and sums are rounded in another order.
        for (int i = 0; i < kept.Length * 5; i++) Assert.Equal(whole[kept[i / 5] * 5 + i % 5], features[i], 1e-5f);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public void A_part_of_another_length_is_named(int change)
    {
        var store = new EmbeddingPartStore(_folder.File("parts"), Key);
        store.Write(0, new EmbeddingPart([0, 1], [1, 2], []));
        string path = Directory.GetFiles(_folder.File("parts"), "*.part").Single();
        byte[] bytes = File.ReadAllBytes(path);
        Array.Resize(ref bytes, bytes.Length + change);
        File.WriteAllBytes(path, bytes);
        Assert.Contains(path, Assert.Throws<InvalidDataException>(() => store.Read(0, width: 1)).Message);
    }

    public void Dispose() => _folder.Dispose();

    EmbeddingRun Run(CountingImages images, EncoderFile encoder, string folder) =>
        new(images, encoder, skip: true, new EmbeddingPartStore(_folder.File(folder), Key));

    float[] Features(CountingImages images, EncoderFile encoder, string folder, CancellationToken cancellation)
    {
        var run = Run(images, encoder, folder);
        run.Run(_ => { }, cancellation);
        return [.. run.Finished().SelectMany(part => part.Features)];
    }

    sealed class CountingImages : IImageSet
    {
        int _reads;

        public int Reads => _reads;

        public int[] Broken { get; init; } = [];

        public ImageShape Shape => TinyModels.Shape;

        public int Count => Images;

        public IReadOnlyList<int> Labels => [];

        public IReadOnlyList<string> ClassNames => [];

        public void Read(int index, Span<float> image)
        {
            Interlocked.Increment(ref _reads);
            if (Broken.Contains(index)) throw new InvalidDataException($"image {index}");
            for (int i = 0; i < image.Length; i++) image[i] = (index * 31 + i * 7) % 256 / 255f;
        }
    }
}
