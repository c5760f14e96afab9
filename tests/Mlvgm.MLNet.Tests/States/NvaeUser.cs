using Mlvgm.MLNet.Torch.Generators.Nvae.Training;

namespace Mlvgm.MLNet.Tests.States;

/// <summary>Training an NVAE.</summary>
sealed class NvaeUser : StateUser
{
    public override string Name => "NVAE training";

    public override IReadOnlyDictionary<OtherContent, string> Contents { get; } = new Dictionary<OtherContent, string>
    {
        [OtherContent.Pixels] = "images.pixels",
        [OtherContent.Labels] = "images.labels",
        [OtherContent.ClassNames] = "images.classNames",
    };

    public override IReadOnlyList<string> Results => [NvaeTrainer.GeneratorFile];

    public override (string, string) Earlier => ("checkpoint.safetensors", "");

    public override string StatesIn(string folder) => Path.Combine(folder, NvaeTrainer.CheckpointFolder);

    public override string Run(StateRun run)
    {
        var options = new NvaeTrainer.Options
        {
            Seed = run.OtherOption ? 2UL : 1,
            Device = "cpu",
            Steps = 5,
            BatchSize = 4,
            BatchNormPasses = 1,
            CheckpointEvery = 1,
            SpectralRegularisation = 1e-2,
        };
        var (token, stepped) = Stopping(run);
        var trainer = new NvaeTrainer(StateInputs.Configuration, options);
        return Hash(trainer.Fit(run.Inputs.Images, null, run.Folder, _ => stepped(), run.Log, token).GeneratorPath);
    }
}
