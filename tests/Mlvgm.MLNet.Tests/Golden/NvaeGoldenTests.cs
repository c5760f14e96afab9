using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Torch.Generators.Nvae;
using Mlvgm.MLNet.Torch.Generators.Nvae.Refinement;
using Mlvgm.MLNet.Torch.Generators.Nvae.Training;

namespace Mlvgm.MLNet.Tests.Golden;

/// <summary>Training a generator, refining it, and writing it as ONNX.</summary>
public sealed class NvaeGoldenTests(GoldenRecord golden) : GoldenTests(golden)
{
    static readonly ImageShape Shape = new(1, 16, 16);
    readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData(NvaeLikelihood.Bernoulli)]
    [InlineData(NvaeLikelihood.LogisticMixture)]
    public void Three_steps_of_training_and_two_of_refinement_stay(NvaeLikelihood likelihood)
    {
        var (steps, refinement) = (new List<NvaeProgress>(), new List<RefinementProgress>());
        string name = $"NVAE/{likelihood}";
        var trained = new NvaeTrainer(Configuration(likelihood), new()
        {
            Seed = 3,
            Device = "cpu",
            Steps = 3,
            BatchSize = 4,
            BatchNormPasses = 2,
            FreeBits = [0, 1, 1],
            SpectralRegularisation = 1e-2,
        }).Fit(GoldenInputs.Images(10, Shape), GoldenInputs.Images(6, Shape), _folder.File("trained"), steps.Add);
        Golden.Close($"{name}/losses", [.. steps.SelectMany(step => (double[])[step.Loss, step.Reconstruction, .. step.Divergences])]);
        Golden.Close($"{name}/schedule", [.. steps.SelectMany(step => (double[])[step.Beta, step.LearningRate])]);
        Golden.Close($"{name}/held out", [trained.HeldOut!.BitsPerDimension, trained.HeldOut.Reconstruction, .. trained.HeldOut.Divergences]);
        Golden.Tensors($"{name}/generator", trained.GeneratorPath);

        string refined = new NvaeRefiner(new()
        {
            Seed = 4,
            Device = "cpu",
            DiscriminatorSteps = 1,
            Steps = 2,
            BatchSize = 4,
            DiscriminatorWidth = 4,
            BatchNormPasses = 2,
        }).Fit(trained.GeneratorPath, GoldenInputs.Images(10, Shape), _folder.File("refined"), refinement.Add);
        Golden.Close($"{name}/refinement/discriminator", [.. refinement.Select(step => step.DiscriminatorLoss)]);
        Golden.Close($"{name}/refinement/generator", [.. refinement.Skip(1).Select(step => step.GeneratorLoss)]);
        Golden.Tensors($"{name}/refined", refined);

        using var generator = NvaeGenerator.Load(refined);
        Golden.Graph($"{name}/onnx", generator.ExportOnnx(_folder.File("generator.onnx")).Path!);
    }

    public override void Dispose()
    {
        _folder.Dispose();
        base.Dispose();
    }

    static NvaeConfiguration Configuration(NvaeLikelihood likelihood) => new()
    {
        ImageShape = Shape,
        LatentChannels = [4, 2, 1],
        CellsPerGroup = 1,
        InitialChannels = 4,
        ProcessCells = 1,
        Mixtures = 3,
        Likelihood = likelihood,
    };
}
