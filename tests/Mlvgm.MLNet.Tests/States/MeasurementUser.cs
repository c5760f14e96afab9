using Mlvgm.MLNet.Measurement;
using Mlvgm.MLNet.Measurement.Training;
using Mlvgm.MLNet.Tests.Measurement;
using Mlvgm.MLNet.Torch.Generators.Nvae;

namespace Mlvgm.MLNet.Tests.States;

/// <summary>Measuring one level; steps are those of its training.</summary>
sealed class MeasurementUser : StateUser
{
    public override string Name => "measurement";

    public override IReadOnlyDictionary<OtherContent, string> Contents { get; } = new Dictionary<OtherContent, string>
    {
        [OtherContent.Generator] = "generator.sha256",
    };

    public override IReadOnlyList<string> Results => [];

    public override (string, string) Earlier => ("level-0.training.safetensors", "");

    public override string StatesIn(string folder) => Path.Combine(folder, "level-0");

    public override string Run(StateRun run)
    {
        using var generator = NvaeGenerator.Load(run.Inputs.Generator);
        var (token, stepped) = Stopping(run);
        var options = SmallMeasurement.Options with
        {
            Levels = ["z0"],
            Pairs = 4,
            MaximumIterations = 4,
            RefitIterations = 1,
            ResampleIterations = 1,
            MonteCarloSamples = 10,
            HeldOutBatches = 1,
            CheckpointEvery = 1,
            Seed = run.OtherOption ? 2UL : 1,
            Progress = progress => { if (progress.Phase == MeasurementPhase.Training) stepped(); },
        };
        var result = new LatentMeasurement(generator, options).Run(run.Folder, run.Log, token);
        return SmallMeasurement.Describe(result.Levels[0]);
    }
}
