using Mlvgm.MLNet.Torch.Generators.Nvae.Refinement;
using Mlvgm.MLNet.Torch.Generators.Nvae.Training;

namespace Mlvgm.MLNet.Tests.States;

/// <summary>Refining an NVAE.</summary>
sealed class RefinementUser : StateUser
{
    public override string Name => "refinement";

    public override IReadOnlyDictionary<OtherContent, string> Contents { get; } = new Dictionary<OtherContent, string>
    {
        [OtherContent.Pixels] = "images.pixels",
        [OtherContent.Labels] = "images.labels",
        [OtherContent.ClassNames] = "images.classNames",
        [OtherContent.Generator] = "generator.sha256",
    };

    public override IReadOnlyList<string> Results => [NvaeTrainer.GeneratorFile];

    public override (string, string) Earlier => ("refinement.safetensors", "");

    public override string StatesIn(string folder) => Path.Combine(folder, NvaeTrainer.CheckpointFolder);

    public override string Run(StateRun run)
    {
        var options = new NvaeRefiner.Options
        {
            Seed = run.OtherOption ? 2UL : 1,
            Device = "cpu",
            Steps = 4,
            DiscriminatorSteps = 1,
            BatchSize = 4,
            BatchNormPasses = 1,
            CheckpointEvery = 1,
            DiscriminatorWidth = 4,
        };
        var (token, stepped) = Stopping(run);
        return Hash(new NvaeRefiner(options).Fit(run.Inputs.Generator, run.Inputs.Images, run.Folder, _ => stepped(), run.Log, token));
    }
}
