using Microsoft.ML;
using Microsoft.ML.Data;
using Mlvgm.MLNet.Encoders;
using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Runs;
using Mlvgm.MLNet.Streaming;
using Mlvgm.MLNet.Torch.Backbones;
using Mlvgm.MLNet.Torch.Generators.Nvae;
using Mlvgm.MLNet.Training.Monitors;
using Mlvgm.MLNet.Views;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Tests.States;

enum EncoderSource
{
    Generator,
    Images,
    Rows,
}

/// <summary>Training an encoder from a generator, from images in memory, or from rows of which nothing else is known.</summary>
sealed class EncoderUser(EncoderSource source) : StateUser
{
    public override string Name => $"encoder training from {source}";

    public override IReadOnlyDictionary<OtherContent, string> Contents => source switch
    {
        EncoderSource.Generator => new Dictionary<OtherContent, string> { [OtherContent.Generator] = "input.content.generator.sha256" },
        EncoderSource.Images => new Dictionary<OtherContent, string>
        {
            [OtherContent.Pixels] = "input.content.images.pixels",
            [OtherContent.Labels] = "input.content.images.labels",
            [OtherContent.ClassNames] = "input.content.images.classNames",
        },
        _ => new Dictionary<OtherContent, string> { [OtherContent.Pixels] = "input.content.allRows" },
    };

    public override IReadOnlyList<string> Results => ["encoder.onnx", "weights.safetensors", "card.json"];

    public override (string, string) Earlier => ("options.json", """{"steps":4,"input":{"origin":"generator"}}""");

    public override string StatesIn(string folder) => Path.Combine(folder, "checkpoints");

    public override string Run(StateRun run)
    {
        var ml = new MLContext(seed: 1);
        ml.Log += (_, entry) =>
        {
            if (entry.Source.StartsWith(nameof(SelfSupervisedEncoderEstimator), StringComparison.Ordinal)) run.Log($"{entry.Kind}: {entry.RawMessage}");
        };
        using var generator = NvaeGenerator.Load(run.Inputs.Generator);
        var (token, stepped) = Stopping(run, first: Directory.Exists(StatesIn(run.Folder)) ? 3 : 0);
        var trained = ml.Transforms.SelfSupervisedEncoder("Features", "Image", new SelfSupervisedEncoderEstimator.Options
        {
            Backbone = new ResNetOptions("resnet10") { Width = 2 },
            Training = new() { BatchSize = 4, Steps = 5, MonitorEvery = 1, Seed = run.OtherOption ? 2UL : 1, Monitor = new Looking(stepped) },
            Run = new() { Directory = run.Folder, Existing = ExistingRun.Resume, CheckpointMinutes = 0 },
            Device = "cpu",
            CancellationToken = token,
        }).Train(View(ml, run.Inputs, generator));
        trained.Transformer.Dispose();
        return Hash(trained.OnnxPath, trained.WeightsPath);
    }

    IDataView View(MLContext ml, StateInputs inputs, NvaeGenerator generator)
    {
        if (source == EncoderSource.Generator)
        {
            return ml.Data.LoadFromGenerator(generator, ViewStrategy.Uniform(generator.Layout, new RandomPerturbation(new TruncatedNormal(0, 0.2, 2))),
                new GeneratedDataView.Options { AnchorColumnName = "Image" });
        }
        var images = ml.Data.LoadFromImageDataset(inputs.Images);
        return source == EncoderSource.Images ? images : ml.Data.TakeRows(images, 8);
    }

    /// <summary>Sees every step; it measures nothing.</summary>
    sealed class Looking(Action stepped) : IEncoderMonitor
    {
        public string Name => "looking";

        public double Measure(nn.Module<Tensor, Tensor> encoder, Device device)
        {
            stepped();
            return 0.5;
        }
    }
}
