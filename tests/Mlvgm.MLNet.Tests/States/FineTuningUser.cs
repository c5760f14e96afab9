using Microsoft.ML;
using Mlvgm.MLNet.FineTuning;
using Mlvgm.MLNet.Runs;
using Mlvgm.MLNet.Torch.Backbones;
using Mlvgm.MLNet.Training.Monitors;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Tests.States;

/// <summary>Training a classifier from labelled images.</summary>
sealed class FineTuningUser : StateUser
{
    public override string Name => "fine-tuning";

    public override IReadOnlyDictionary<OtherContent, string> Contents => new Dictionary<OtherContent, string>
    {
        [OtherContent.Pixels] = "input.content.images.pixels",
        [OtherContent.Labels] = "input.content.images.labels",
        [OtherContent.ClassNames] = "input.content.images.classNames",
    };

    public override IReadOnlyList<string> Results => ["encoder.onnx", "weights.safetensors", "card.json"];

    public override (string, string) Earlier => ("options.json", """{"steps":4,"input":{"origin":"rows"}}""");

    public override string StatesIn(string folder) => Path.Combine(folder, "checkpoints");

    public override string Run(StateRun run)
    {
        var ml = new MLContext(seed: 1);
        ml.Log += (_, entry) =>
        {
            if (entry.Source.StartsWith(nameof(FineTuningTrainer), StringComparison.Ordinal)) run.Log($"{entry.Kind}: {entry.RawMessage}");
        };
        var (token, stepped) = Stopping(run, first: Directory.Exists(StatesIn(run.Folder)) ? 3 : 0);
        var trained = ml.MulticlassClassification.Trainers.FineTuning(options: new FineTuningTrainer.Options
        {
            Backbone = new ResNetOptions("resnet10") { Width = 2 },
            Classification = new() { Validation = 0 },
            Training = new() { BatchSize = 4, Steps = 5, MonitorEvery = 1, Seed = run.OtherOption ? 2UL : 1, Monitor = new Looking(stepped) },
            Run = new() { Directory = run.Folder, Existing = ExistingRun.Resume, CheckpointMinutes = 0 },
            Device = "cpu",
            CancellationToken = token,
        }).Train(ml.Data.LoadFromImageDataset(run.Inputs.Images));
        return Hash(trained.OnnxPath, trained.WeightsPath);
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
