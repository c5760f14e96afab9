using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Evaluation.Probes;
using Mlvgm.MLNet.Evaluation.Reports;
using Mlvgm.MLNet.Experiments.Embedding;
using Mlvgm.MLNet.Experiments.Probes;
using Mlvgm.MLNet.Experiments.Tables;
using Mlvgm.MLNet.GeneratorQuality;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Identities;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Experiments.Tests.Storage;

/// <summary>Other content under the same name is computed anew or refused by name, in every store of results; never mixed.</summary>
public sealed class OtherContentTests : IDisposable
{
    static readonly ImageShape Shape = new(1, 8, 8);

    /// <summary>Ways in which images can be others although their name, number and shape are the same.</summary>
    public static TheoryData<string> Changes => ["a pixel", "labels shifted by one", "a class name"];

    readonly TemporaryFolder _folder = new();

    [Theory, MemberData(nameof(Changes))]
    public void Probes_are_computed_anew(string change)
    {
        int computed = 0;
        var store = new ProbeStore(_folder.Path, "options");
        IReadOnlyList<ProbeRun> Find(ImageDataset train, ImageDataset test) => store.FindOrAdd("encoder", "name", train, test, () =>
        {
            computed++;
            return [new ProbeRun("name", null, 0, new ProbeResult(0.5, 0.9, 20, 20, 1) { Confusion = new ConfusionMatrix(2) })];
        });
        Find(Images(), Images());
        Find(Images(), Images());
        Assert.Equal(1, computed);
        Find(Images(change), Images());
        Find(Images(), Images(change));
        Assert.Equal(3, computed);
        Find(Images(), Images());
        Assert.Equal(3, computed);
    }

    [Theory, MemberData(nameof(Changes))]
    public void The_classifier_that_judges_a_generator_is_trained_anew(string change)
    {
        int steps = 0;
        string path = _folder.File("classifier.safetensors");
        void Make(ImageDataset images) => new ImageClassifierTrainer(new() { Epochs = 1, BatchSize = 10 })
            .LoadOrFit(images, path, CPU, (_, _, _) => steps++, TestContext.Current.CancellationToken).Dispose();
        Make(Images());
        Make(Images());
        Assert.Equal(4, steps);
        Make(Images(change));
        Assert.Equal(8, steps);
    }

    [Theory, MemberData(nameof(Changes))]
    public void An_experiment_of_other_images_has_another_hash(string change)
    {
        ExperimentInputs Inputs(ImageDataset train, ImageDataset test) => new(null!, train, test);
        string hash = Inputs(Images(), Images()).ImagesSha256();
        Assert.Equal(hash, Inputs(Images(), Images()).ImagesSha256());
        Assert.NotEqual(hash, Inputs(Images(change), Images()).ImagesSha256());
        Assert.NotEqual(hash, Inputs(Images(), Images(change)).ImagesSha256());
        Assert.NotEqual(Inputs(Images(change), Images()).ImagesSha256(), Inputs(Images(), Images(change)).ImagesSha256());
    }

    [Theory, MemberData(nameof(Changes))]
    public void Parts_of_an_embedding_of_other_images_are_refused(string change)
    {
        EmbeddingKey Key(ImageDataset images) => new("encoder", ImageIdentity.Of(images).Sha256, images.Count);
        string folder = _folder.File("parts");
        _ = new EmbeddingPartStore(folder, Key(Images()));
        _ = new EmbeddingPartStore(folder, Key(Images()));
        var error = Assert.Throws<InvalidOperationException>(() => new EmbeddingPartStore(folder, Key(Images(change))));
        Assert.Contains("parts of another encoder or of other images", error.Message);
    }

    [Fact]
    public void A_file_that_was_replaced_by_one_of_the_same_name_length_and_time_is_another_image()
    {
        string path = _folder.Write("a.png", "AAAA");
        var images = new ImageFileSet(Shape, [path], [], []);
        string before = ImageIdentity.Of(images).Sha256;
        var time = File.GetLastWriteTimeUtc(path);
        _folder.Write("a.png", "BBBB");
        File.SetLastWriteTimeUtc(path, time);
        Assert.NotEqual(before, ImageIdentity.Of(images).Sha256);
    }

    public void Dispose() => _folder.Dispose();

    static ImageDataset Images(string change = "")
    {
        const int Count = 40;
        byte[] pixels = [.. Enumerable.Range(0, Count * Shape.Size).Select(i => (byte)(i * 7919L % 251))];
        if (change == "a pixel") pixels[^1]++;
        int[] labels = [.. Enumerable.Range(0, Count).Select(i => (i + (change == "labels shifted by one" ? 1 : 0)) % 2)];
        return new ImageDataset(Shape, pixels, labels, [change == "a class name" ? "cat" : "dog", "horse"]);
    }
}
