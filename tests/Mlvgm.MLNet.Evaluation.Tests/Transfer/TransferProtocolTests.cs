using Microsoft.ML;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Evaluation.Datasets;
using Mlvgm.MLNet.Evaluation.Transfer;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Onnx;
using Mlvgm.MLNet.Settings;
using Mlvgm.Testing.Onnx;

namespace Mlvgm.MLNet.Evaluation.Tests.Transfer;

public sealed class TransferProtocolTests : IDisposable
{
    static readonly ImageShape Shape = new(3, 2, 2);
    static readonly EncoderCard Card = new()
    {
        Name = "tiny",
        InputShape = Shape,
        PixelMaximum = 1,
        Mean = [0, 0, 0],
        StandardDeviation = [1, 1, 1],
        FeatureWidth = PlainModels.FeatureWidth,
    };

    readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData(ProbeKind.Lbfgs)]
    [InlineData(ProbeKind.Sdca)]
    [InlineData(ProbeKind.Sgd)]
    public void Every_probe_gives_a_result_for_each_seed_and_tests_on_every_image(ProbeKind probe)
    {
        using var encoder = Encoder();
        var cell = Protocol(probe).Run("tiny", encoder, Card, new TwoGreys(41, 33), "folder");
        Assert.Equal(("tiny", "two-greys", 2), (cell.Encoder, cell.Dataset, cell.Results.Count));
        Assert.All(cell.Results, result => Assert.Equal((41, 33), (result.TrainRows, result.TestRows)));
        Assert.True(cell.Top1.Mean > 0.95, $"{cell.Top1.Mean}");
        Assert.Equal(cell.Top1.Mean, cell.MeanPerClass.Mean, 0.05);
    }

    [Fact]
    public void The_mean_of_an_encoder_needs_all_data_sets()
    {
        using var encoder = Encoder();
        var protocol = Protocol(ProbeKind.Lbfgs);
        var one = protocol.Run("a", encoder, Card, new TwoGreys(40, 20), "folder");
        var table = new TransferTable([one, one with { Dataset = "other" }, one with { Encoder = "b" }]);
        Assert.Equal(one.Top1.Mean, table.Mean("a"));
        Assert.Null(table.Mean("b"));
    }

    [Fact]
    public void Cancellation_stops_it()
    {
        using var encoder = Encoder();
        Assert.Throws<OperationCanceledException>(() => Protocol(ProbeKind.Sgd).Run(
            "tiny", encoder, Card, new TwoGreys(40, 20), "folder", cancellation: new CancellationToken(canceled: true)));
    }

    [Fact]
    public void All_options_that_are_wrong_are_said_when_it_is_made() => Assert.Equal(
        [
            "L2RegularizationPerRow (--l2) is -1; it is 0 or more.",
            "BatchSize (--batch) is 0; it is 1 or more.",
            "Seeds (--seeds) is empty; at least one is needed.",
        ],
        Assert.Throws<SettingsException>(() => new TransferProtocol(
            new MLContext(seed: 0), new() { Linear = new() { L2RegularizationPerRow = -1 }, Sgd = new() { BatchSize = 0 }, Seeds = [] })).Violations);

    public void Dispose() => _folder.Dispose();

    static TransferProtocol Protocol(ProbeKind probe) => new(new MLContext(seed: 0), new TransferProtocol.Options
    {
        Probe = probe,
        Seeds = [1, 2],
        Sgd = new() { Epochs = 20, BatchSize = 16, LearningRate = 1 },
    });

    OnnxEncoder Encoder() => new(PlainModels.Encoder().Save(_folder.File($"{Guid.NewGuid():N}.onnx")));

    sealed record TwoGreys(int Train, int Test) : IDatasetDefinition
    {
        public string Name => "two-greys";

        public string Title => "Two greys";

        public string Published => "here";

        public string Layout => "none";

        public IImageSet Open(string folder, DatasetSplit split, ImageShape shape, ulong seed)
        {
            int count = split == DatasetSplit.Train ? Train : Test;
            byte[] pixels = [.. Enumerable.Range(0, count * Shape.Size).Select(i => (byte)(i / Shape.Size % 2 * 180 + i * 7 % 60))];
            return new ImageDataset(Shape, pixels, [.. Enumerable.Range(0, count).Select(i => i % 2)], ["dark", "light"]);
        }
    }
}
