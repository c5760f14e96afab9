using System.Text.Json.Nodes;
using Microsoft.ML;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Data.Images;
using Mlvgm.MLNet.Encoders;
using Mlvgm.MLNet.Onnx;
using Mlvgm.MLNet.Runs;
using Mlvgm.MLNet.Tests.Training.Streaming;
using Mlvgm.MLNet.Torch.Augmentation;

namespace Mlvgm.MLNet.Tests.Encoders;

/// <summary>An estimator on image files: streamed or stored, stopped and gone on with, with files that go.</summary>
public sealed class StreamedTrainingTests : EncoderTests
{
    readonly PictureFolder _pictures = new(20);

    [Fact]
    public void Files_train_without_a_store_and_what_they_are_is_kept()
    {
        var trained = Train(_pictures.Files());
        Assert.Equal(3, trained.Training.Steps);
        Assert.Empty(trained.PassedOver);
        Assert.Equal("3x16x16", EncoderCard.Read(trained.OnnxPath).InputShape.ToString());
        Assert.False(File.Exists(Folder.File("run/decoded.store")));
        Assert.True(File.Exists(Folder.File("run/views.png")));
        var files = JsonNode.Parse(File.ReadAllText(Folder.File("run/options.json")))!["input"]!["content"]!["files"]!;
        Assert.Equal(20, (int)files["count"]!);
    }

    /// <summary>Views are cut from the whole picture and enlarged; a store has the picture on black, and views cut from that.</summary>
    [Theory]
    [InlineData(false, ImageResize.Crop)]
    [InlineData(true, ImageResize.Fit)]
    public void An_encoder_takes_small_pictures_as_it_learned_from_them(bool store, ImageResize expected) => Assert.Equal(
        expected, EncoderCard.Read(Train(_pictures.Files(), options => options with { Files = new ImageFileOptions { Store = store } }).OnnxPath).Resize);

    [Fact]
    public void Equal_seeds_give_equal_bytes_whatever_the_threads()
    {
        byte[] first = Weights(_pictures.Files());
        foreach (int threads in (int[])[1, 3])
            Assert.Equal(first, Weights(_pictures.Files(), options => options with { Files = new ImageFileOptions { DecodingThreads = threads } }));
        Assert.Equal(first, Weights(_pictures.Files(), options => options with { Training = options.Training with { Overlap = true } }));
        Assert.NotEqual(first, Weights(_pictures.Files(), options => options with { Training = options.Training with { Seed = 5 } }));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_run_that_was_stopped_ends_with_the_bytes_of_one_that_was_not(bool store)
    {
        byte[] whole = Weights(_pictures.Files(), options => Long(options, store));
        // The first step of each session is reported, so that each ends after one: in the middle of an epoch and at its end.
        for (int session = 0; session < 4; session++)
        {
            using var cancellation = new CancellationTokenSource();
            Assert.Throws<OperationCanceledException>(() => Train(_pictures.Files(), options => Long(options, store) with
            {
                CancellationToken = cancellation.Token,
                Training = Long(options, store).Training with { Progress = _ => cancellation.Cancel() },
                Run = Long(options, store).Run with { Existing = session == 0 ? ExistingRun.Replace : ExistingRun.Resume },
            }));
            Assert.Equal(store, File.Exists(Folder.File("run/decoded.store")));
        }
        var resumed = Train(_pictures.Files(), options => Long(options, store) with { Run = options.Run with { Existing = ExistingRun.Resume } });
        Assert.Equal(whole, File.ReadAllBytes(resumed.WeightsPath));
    }

    [Fact]
    public void A_run_goes_on_with_its_own_files_alone()
    {
        Train(_pictures.Files());
        File.WriteAllBytes(_pictures.PathOf(3), PictureFolder.Picture(50, 50, 3));
        var error = Assert.Throws<InvalidOperationException>(Resume);
        Assert.Contains("input.content.files.lengths", error.Message);
        File.Delete(_pictures.PathOf(3));
        Assert.Contains("input.content.files.count", Assert.Throws<InvalidOperationException>(Resume).Message);

        void Resume() => Train(_pictures.Files(), options => options with { Run = options.Run with { Existing = ExistingRun.Resume } });
    }

    [Fact]
    public void Files_that_were_written_after_the_run_began_are_told_where_it_goes_on()
    {
        List<string> warnings = [];
        ML.Log += (_, entry) =>
        {
            if (entry.Kind == Microsoft.ML.Runtime.ChannelMessageKind.Warning) warnings.Add(entry.RawMessage);
        };
        Train(_pictures.Files(), options => Long(options, store: false));
        SelfSupervisedEncoderEstimator.Options Resumed(SelfSupervisedEncoderEstimator.Options options) =>
            Long(options, store: false) with { Run = options.Run with { Existing = ExistingRun.Resume } };
        Train(_pictures.Files(), Resumed);
        Assert.Empty(warnings);
        foreach (int image in (int[])[6, 8]) File.SetLastWriteTimeUtc(_pictures.PathOf(image), DateTime.UtcNow.AddDays(1));
        Train(_pictures.Files(), Resumed);
        Assert.StartsWith("2 image files were written after the run began, the first of them '006.jpg'.", Assert.Single(warnings));
    }

    [Fact]
    public void A_set_without_a_random_crop_learns_the_same_from_files_as_from_a_store()
    {
        byte[] Bytes(bool store, string augmentation) => Weights(_pictures.Files(), options => options with
        {
            Augmentation = new StandardAugmentationOptions(augmentation),
            Files = new ImageFileOptions { Store = store },
        });
        Assert.Equal(Bytes(false, "no-crop"), Bytes(true, "no-crop"));
        // Crops of the full pictures are others than crops of small ones.
        Assert.NotEqual(Bytes(false, "crop-flip"), Bytes(true, "crop-flip"));
    }

    [Fact]
    public void Files_in_a_store_learn_the_same_as_images_in_memory()
    {
        var memory = ImageDatasetReader.Read(_pictures.Path, new ImageDatasetOptions { Height = 16, Width = 16 });
        Assert.Equal(
            Weights(memory), Weights(_pictures.Files(), options => options with { Files = new ImageFileOptions { Store = true } }));
    }

    [Fact]
    public void The_paper_s_sets_crop_to_their_own_size()
    {
        var trained = Train(_pictures.Files(), options => options with { Augmentation = new StandardAugmentationOptions("all") });
        var card = EncoderCard.Read(trained.OnnxPath);
        Assert.Equal(("3x16x16", 14, 14), (card.InputShape.ToString(), card.ViewHeight, card.ViewWidth));
    }

    [Fact]
    public void An_encoder_for_0_to_255_learns_from_files_all_the_same()
    {
        var images = new ImageOptions { PixelRange = PixelRange.ZeroTo255 };
        Assert.Equal(
            Weights(_pictures.Files()).Length, Weights(_pictures.Files(), options => options with { Images = images }).Length);
        Assert.Equal(255, EncoderCard.Read(Folder.File("run/encoder.onnx")).PixelMaximum);
    }

    [Fact]
    public void A_file_that_does_not_decode_ends_the_run_or_is_passed_over_and_named()
    {
        byte[] file = File.ReadAllBytes(_pictures.PathOf(5));
        File.WriteAllBytes(_pictures.PathOf(5), file[..(file.Length / 2)]);
        var error = Assert.Throws<InvalidDataException>(() => Train(_pictures.Files(), Epoch));
        Assert.Contains("005.jpg' cannot be learned from: damaged (IncompleteInput)", error.Message);
        var trained = Train(_pictures.Files(skip: true), Epoch);
        Assert.Equal([new SkippedImage("005.jpg", "damaged (IncompleteInput)")], trained.PassedOver);

        static SelfSupervisedEncoderEstimator.Options Epoch(SelfSupervisedEncoderEstimator.Options options) =>
            options with { Training = options.Training with { BatchSize = 10, Steps = 2 } };
    }

    [Fact]
    public void A_store_leaves_out_and_names_files_that_do_not_decode()
    {
        File.WriteAllText(_pictures.PathOf(5), "damaged");
        SelfSupervisedEncoderEstimator.Options Stored(SelfSupervisedEncoderEstimator.Options options) => Long(options, store: true);
        var error = Assert.Throws<InvalidDataException>(() => Train(_pictures.Files(), Stored));
        Assert.StartsWith($"The image '{_pictures.PathOf(5)}' cannot be learned from: not an image in a known format.", error.Message);
        Assert.False(File.Exists(Folder.File("run/decoded.store")));
        var trained = Train(_pictures.Files(skip: true), Stored);
        Assert.Equal([new SkippedImage("005.jpg", "not an image in a known format")], trained.PassedOver);
        byte[] left = File.ReadAllBytes(trained.WeightsPath);
        File.Delete(_pictures.PathOf(5));
        Assert.Equal(left, Weights(_pictures.Files(), Stored));
    }

    [Fact]
    public void A_store_that_was_left_is_read_again_where_the_files_are_the_same_and_not_where_they_are_others()
    {
        List<string> said = [];
        ML.Log += (_, entry) =>
        {
            if (entry.RawMessage.StartsWith("Decoded", StringComparison.Ordinal)) said.Add(entry.RawMessage);
        };
        Stop(ExistingRun.Refuse);
        Stop(ExistingRun.Resume);
        Assert.StartsWith("Decoded 20 rows to ", Assert.Single(said));
        // As a run leaves it that was killed before it began.
        File.Delete(Folder.File("run/options.json"));
        File.Delete(Folder.File("run/environment.json"));
        foreach (string entry in Directory.EnumerateFileSystemEntries(Run))
        {
            if (Directory.Exists(entry)) Directory.Delete(entry, recursive: true);
            else if (!entry.EndsWith("decoded.store", StringComparison.Ordinal)) File.Delete(entry);
        }
        Stop(ExistingRun.Refuse);
        Assert.Single(said);
        File.WriteAllBytes(_pictures.PathOf(3), PictureFolder.Picture(44, 44, 3));
        Stop(ExistingRun.Replace);
        Assert.Equal(2, said.Count);

        void Stop(ExistingRun existing)
        {
            using var cancellation = new CancellationTokenSource();
            Assert.Throws<OperationCanceledException>(() => Train(_pictures.Files(), options => Long(options, store: true) with
            {
                CancellationToken = cancellation.Token,
                Training = Long(options, store: true).Training with { Progress = _ => cancellation.Cancel() },
                Run = Long(options, store: true).Run with { Existing = existing },
            }));
        }
    }

    static SelfSupervisedEncoderEstimator.Options Long(SelfSupervisedEncoderEstimator.Options options, bool store) => options with
    {
        Training = options.Training with { Steps = 6 },
        Run = options.Run with { CheckpointMinutes = 0 },
        Files = new ImageFileOptions { Store = store },
    };

    TrainedEncoder Train(IImageSet images, Func<SelfSupervisedEncoderEstimator.Options, SelfSupervisedEncoderEstimator.Options>? change = null)
    {
        var trained = Estimator(change).Train(ML.Data.LoadFromImageDataset(images));
        trained.Transformer.Dispose();
        return trained;
    }

    byte[] Weights(IImageSet images, Func<SelfSupervisedEncoderEstimator.Options, SelfSupervisedEncoderEstimator.Options>? change = null) =>
        File.ReadAllBytes(Train(images, change).WeightsPath);
}
