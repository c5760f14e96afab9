using Mlvgm.Testing.Datasets;

namespace Mlvgm.MLNet.Cli.Tests.Processes;

/// <summary>A verb that keeps a state, on tiny data, with a state after every step.</summary>
/// <param name="Name">What the theories call it.</param>
/// <param name="Args">Its arguments, without output folder and length, from a folder with inputs.</param>
/// <param name="Length">The option for its length.</param>
/// <param name="States">Where in the output folder its states are.</param>
/// <param name="Results">Files under their final names.</param>
sealed record LongVerb(string Name, Func<TemporaryFolder, string[]> Args, string Length, string States, string[] Results)
{
    const int Endless = 1_000_000;

    public static IReadOnlyList<LongVerb> All { get; } =
    [
        new("train", folder =>
        [
            "train", Generator(folder), "--resume", "--batch", "4", "--backbone", "resnet10", "--width", "2", "--checkpoint-minutes", "0", "--log-every", "1",
        ], "--steps", "checkpoints", ["encoder.onnx", "weights.safetensors", "card.json"]),
        new("train-generator nvae", folder =>
        [
            "train-generator", "nvae", "--data", Data(folder), "--size", "8", "--groups", "1", "1", "--latent-channels", "1", "1", "--cells", "1", "--width", "4",
            "--process-cells", "1", "--likelihood", "Bernoulli", "--batch", "4", "--checkpoint-every", "1", "--batch-norm-passes", "1",
        ], "--steps", "checkpoints", ["generator.safetensors", "generator.onnx"]),
        new("train-generator refine", folder =>
        [
            "train-generator", "refine", Generator(folder), "--data", Data(folder), "--discriminator-steps", "0", "--batch", "4", "--discriminator-width", "4",
            "--checkpoint-every", "1", "--batch-norm-passes", "1",
        ], "--steps", "checkpoints", ["generator.safetensors", "generator.onnx"]),
        new("measure", folder =>
        [
            "measure", Generator(folder), "--levels", "z1", "--pairs", "4", "--encoder-width", "4", "--monte-carlo", "50", "--refit-iterations", "1",
            "--resample-iterations", "1", "--held-out-batches", "1", "--checkpoint-every", "1",
        ], "--max-iterations", Path.Combine("state", "level-0"), ["report.json", "report.html"]),
    ];

    public static LongVerb Find(string name) => All.Single(verb => verb.Name == name);

    /// <summary>Starts it; without end where no length is given.</summary>
    public MlvgmProcess Start(TemporaryFolder folder, string output = "out", int length = Endless) =>
        new([.. Args(folder), Length, $"{length}", "--out", folder.File(output), "--device", "cpu", "--seed", "3"]);

    /// <summary>The step of the newest state; 0 where there is none.</summary>
    public int LastState(TemporaryFolder folder, string output = "out")
    {
        string states = Path.Combine(folder.File(output), States);
        return !Directory.Exists(states) ? 0 : Directory.EnumerateFiles(states, "step-*.safetensors")
            .Select(file => int.Parse(Path.GetFileNameWithoutExtension(file)["step-".Length..])).DefaultIfEmpty().Max();
    }

    static string Generator(TemporaryFolder folder) =>
        folder.File("generator/generator.safetensors") is var path && File.Exists(path) ? path : TinyModels.Generator(folder);

    static string Data(TemporaryFolder folder) => folder.File("data") is var path && Directory.Exists(path) ? path : TinyDataset.Write(folder);
}
