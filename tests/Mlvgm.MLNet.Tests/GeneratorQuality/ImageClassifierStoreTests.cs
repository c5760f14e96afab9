using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.GeneratorQuality;
using Mlvgm.MLNet.Generators;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Tests.GeneratorQuality;

/// <summary>The classifier that is kept beside a report: used again where it fits, made anew where it does not or is damaged.</summary>
public sealed class ImageClassifierStoreTests : IDisposable
{
    static readonly ImageShape Shape = new(1, 8, 8);

    readonly TemporaryFolder _folder = new();
    int _steps;

    [Theory]
    [InlineData("empty")]
    [InlineData("cut")]
    [InlineData("a flipped bit")]
    [InlineData("something else")]
    public void A_damaged_classifier_is_trained_anew_and_replaced(string damage)
    {
        string path = _folder.File("classifier.safetensors");
        Make(path);
        Assert.Equal(2, _steps);
        byte[] whole = File.ReadAllBytes(path), damaged = [.. whole];
        damaged[^5] ^= 1;
        File.WriteAllBytes(path, damage switch { "empty" => [], "cut" => whole[..^1], "a flipped bit" => damaged, _ => "no weights, but text"u8.ToArray() });
        Make(path);
        Assert.Equal(4, _steps);
        Assert.Equal(whole, File.ReadAllBytes(path));
        Make(path);
        Assert.Equal(4, _steps);
    }

    [Fact]
    public void Fewer_images_than_a_batch_are_refused_and_nothing_is_written()
    {
        string path = _folder.File("classifier.safetensors");
        var error = Assert.Throws<ArgumentException>(() => new ImageClassifierTrainer(new() { BatchSize = 21 }).LoadOrFit(Images(), path, CPU));
        Assert.Contains("20 training images are fewer than a batch of 21", error.Message);
        Assert.False(File.Exists(path));
    }

    [Fact]
    public void Cancelling_leaves_no_classifier()
    {
        string path = _folder.File("classifier.safetensors");
        Assert.Throws<OperationCanceledException>(() =>
            new ImageClassifierTrainer(new() { Epochs = 1, BatchSize = 10 }).LoadOrFit(
                Images(), path, CPU, cancellation: new CancellationToken(canceled: true)));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    public void Dispose() => _folder.Dispose();

    void Make(string path) => new ImageClassifierTrainer(new() { Epochs = 1, BatchSize = 10 }).LoadOrFit(Images(), path, CPU, (_, _, _) => _steps++).Dispose();

    static ImageDataset Images() => new(
        Shape, [.. Enumerable.Range(0, 20 * Shape.Size).Select(i => (byte)(i / Shape.Size % 2 * 150 + i * 7919L % 101))],
            [.. Enumerable.Range(0, 20).Select(i => i % 2)], ["a", "b"]);
}
