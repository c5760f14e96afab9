using Mlvgm.MLNet.Encoders;
using Mlvgm.MLNet.Frameworks.Byol;
using Mlvgm.MLNet.Onnx;
using Mlvgm.MLNet.Runs;
using Mlvgm.MLNet.Torch.Backbones;
using Mlvgm.MLNet.Torch.Weights;
using Mlvgm.Testing.Onnx;

namespace Mlvgm.MLNet.Tests.Encoders;

/// <summary>An encoder whose backbone is somebody's ONNX network.</summary>
public sealed class OnnxBackboneTrainingTests : EncoderTests
{
    string Network => Folder.File("network.onnx");

    [Fact]
    public void It_trains_by_BYOL_and_leaves_as_an_encoder()
    {
        PlainModels.Classifier(channels: 3, side: 16).Save(Network);
        var trained = Train(options => options with { Framework = new ByolOptions() });
        Assert.Equal(("onnx-network", 6, 3L), (trained.Card.Training!.Backbone, trained.Card.FeatureWidth, trained.Card.Training.Steps));
        Assert.InRange(trained.LargestDifference, 0, 1e-4);
        using var weights = Safetensors.Read(trained.WeightsPath);
        Assert.Superset(
            new HashSet<string> { "encoder.conv.weight", "encoder.bn.running_var", "heads.target.encoder.conv.weight", "heads.target.encoder.bn.running_mean" },
            weights.Tensors.Keys.ToHashSet());
        Assert.DoesNotContain("encoder.fc.weight", weights.Tensors.Keys);
    }

    [Fact]
    public void Before_the_first_step_it_computes_what_the_file_does()
    {
        PlainModels.Classifier(channels: 3, side: 16).Save(Network);
        var untrained = Train(options => options with { Training = options.Training with { Steps = 0 } });
        float[] image = [.. Enumerable.Range(0, 3 * 16 * 16).Select(i => i % 97 / 97f)];
        using var encoder = new OnnxEncoder(untrained.OnnxPath);
        // The run normalises by a mean and a deviation of 0.5.
        var normalised = new Microsoft.ML.OnnxRuntime.Tensors.DenseTensor<float>(image.Select(x => (x - 0.5f) / 0.5f).ToArray(), [1, 3, 16, 16]);
        using var session = new Microsoft.ML.OnnxRuntime.InferenceSession(Network);
        using var results = session.Run([Microsoft.ML.OnnxRuntime.NamedOnnxValue.CreateFromTensor("image", normalised)]);
        float[] features = encoder.Encode(image), fc = [.. Enumerable.Range(1, 12).Select(i => MathF.Sin(0.7f * i))];
        float[] scores = [.. Enumerable.Range(0, 2).Select(c => c + Enumerable.Range(0, 6).Sum(i => features[i] * fc[2 * i + c]))];
        Assert.All(results[0].AsEnumerable<float>().Zip(scores), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
    }

    [Fact]
    public void Equal_runs_give_equal_bytes_and_a_finished_one_is_not_trained_again()
    {
        PlainModels.Classifier(channels: 3, side: 16).Save(Network);
        byte[] first = File.ReadAllBytes(Train().OnnxPath);
        Assert.Equal(first, File.ReadAllBytes(Train().OnnxPath));
        // What is in the file counts, wherever it is.
        File.Move(Network, Folder.File("moved.onnx"));
        var moved = new OnnxBackboneOptions { Network = Folder.File("moved.onnx") };
        var again = Train(options => options with { Run = options.Run with { Existing = ExistingRun.Resume }, Backbone = moved });
        Assert.Equal(3, again.Training.Steps);
    }

    [Fact]
    public void A_run_is_not_resumed_with_another_network()
    {
        PlainModels.Classifier(channels: 3, side: 16).Save(Network);
        Train();
        PlainModels.Classifier(channels: 3, side: 16).Floats("more", [1], 1).Save(Network);
        var error = Assert.Throws<InvalidOperationException>(() => Train(options => options with { Run = options.Run with { Existing = ExistingRun.Resume } }));
        Assert.Contains("networkSha256", error.Message);
    }

    TrainedEncoder Train(Func<SelfSupervisedEncoderEstimator.Options, SelfSupervisedEncoderEstimator.Options>? change = null) => Estimator(options =>
    {
        var own = options with { Backbone = new OnnxBackboneOptions { Network = Network } };
        return change?.Invoke(own) ?? own;
    }).Train(Views());
}
