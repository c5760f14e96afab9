using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Experiments.Embedding;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Identities;
using Mlvgm.MLNet.IO;
using Mlvgm.MLNet.Onnx;

namespace Mlvgm.MLNet.Experiments.Tests.Embedding;

public sealed class EmbeddingRunTests : IDisposable
{
    const int Images = 2 * EmbeddingRun.PartSize + 100;
    static readonly Identity Encoder = new Identity().With("sha256", "encoder");
    readonly TemporaryFolder _folder = new();
    readonly List<FolderLock> _locks = [];

    [Fact]
    public void A_run_that_was_stopped_goes_on_and_gives_what_one_run_gives()
    {
        using var encoder = new OnnxEncoder(TinyModels.Encoder(_folder));
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
        using var encoder = new OnnxEncoder(TinyModels.Encoder(_folder));
        float[] whole = Features(new CountingImages(), encoder, "whole", CancellationToken.None);
        var run = Run(new CountingImages { Broken = [0, 1500, Images - 1] }, encoder, "parts");
        run.Run(_ => { }, CancellationToken.None);
        var parts = run.Finished().ToArray();
        int[] kept = [.. parts.SelectMany(part => part.Images)];
        Assert.Equal(Enumerable.Range(0, Images).Except([0, 1500, Images - 1]), kept);
        Assert.Equal(["image 0", "image 1500", $"image {Images - 1}"], parts.SelectMany(part => part.Skipped));
        float[] features = [.. parts.SelectMany(part => part.Features)];
        var strict = Run(new CountingImages { Broken = [0, 1500, Images - 1] }, encoder, "parts", skip: false);
        strict.Run(_ => { }, CancellationToken.None);
        Assert.Contains("image 0 Remove it", Assert.Throws<InvalidDataException>(() => strict.Finished().ToList()).Message);
        // A row stands in another batch than before, and sums are rounded in another order.
        for (int i = 0; i < kept.Length * 5; i++) Assert.Equal(whole[kept[i / 5] * 5 + i % 5], features[i], 1e-5f);
    }

    [Theory]
    [InlineData("flipped")]
    [InlineData("cut")]
    [InlineData("longer")]
    [InlineData("empty")]
    public void A_damaged_part_is_computed_again(string damage)
    {
        var (store, images) = (Store("parts"), new Identity().With("sha256", "images"));
        store.Write(0, images, new EmbeddingPart([0, 1], [1, 2], ["2.png"]));
        var kept = store.Find(0, images)!;
        Assert.Equal([0, 1], kept.Images);
        Assert.Equal([1f, 2f], kept.Features);
        Assert.Equal(["2.png"], kept.Skipped);
        string path = Directory.GetFiles(_folder.File("parts"), "*.part").Single();
        byte[] bytes = File.ReadAllBytes(path);
        if (damage == "flipped") bytes[^1] ^= 1;
        else Array.Resize(ref bytes, damage switch { "cut" => bytes.Length - 1, "longer" => bytes.Length + 1, _ => 0 });
        File.WriteAllBytes(path, bytes);
        Assert.Null(store.Find(0, images));
    }

    [Fact]
    public void Only_the_part_whose_images_changed_is_computed_again()
    {
        using var encoder = new OnnxEncoder(TinyModels.Encoder(_folder));
        ImageDataset Pixels(byte last) => new(TinyModels.Shape, [.. Enumerable.Repeat((byte)9, Images * TinyModels.Shape.Size - 1), last], [], []);
        Run(Pixels(1), encoder, "parts").Run(_ => { }, CancellationToken.None);
        var written = Parts();
        Run(Pixels(2), encoder, "parts").Run(_ => { }, CancellationToken.None);
        Assert.Equal(["000002.part"], Parts().Except(written).Select(part => Path.GetFileName(part.Key)));
    }

    public void Dispose()
    {
        foreach (var one in _locks) one.Dispose();
        _folder.Dispose();
    }

    Dictionary<string, DateTime> Parts() => Directory.GetFiles(_folder.File("parts"), "*.part").ToDictionary(file => file, File.GetLastWriteTimeUtc);

    EmbeddingPartStore Store(string folder)
    {
        string path = _folder.File(folder);
        if (_locks.FirstOrDefault(one => one.Covers(path)) is not { } held) _locks.Add(held = FolderLock.Take(path));
        return new EmbeddingPartStore(path, held, Encoder);
    }

    EmbeddingRun Run(IImageSet images, OnnxEncoder encoder, string folder, bool skip = true) => new(images, encoder, skip, Store(folder));

    float[] Features(CountingImages images, OnnxEncoder encoder, string folder, CancellationToken cancellation)
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

        public string ContentHash => "counted" + string.Join(' ', Broken);

        public void Read(int index, Span<float> image)
        {
            Interlocked.Increment(ref _reads);
            if (Broken.Contains(index)) throw new InvalidDataException($"image {index}");
            for (int i = 0; i < image.Length; i++) image[i] = (index * 31 + i * 7) % 256 / 255f;
        }
    }
}
