namespace Mlvgm.Benchmarks.Endurance;

/// <summary>A verb of <c>mlvgm</c> that goes on where it was stopped, of a size that takes a few seconds and keeps what it has at every step.</summary>
/// <param name="Name">What the table calls it.</param>
/// <param name="Arguments">Its arguments, without the output folder.</param>
/// <param name="States">Files of a run that is under way, as a pattern below the output folder.</param>
/// <param name="Result">The file that stands there under its final name once the run is complete.</param>
sealed record ResumableVerb(string Name, Func<TinyInputs, string[]> Arguments, string States, string Result)
{
    const string Steps = "step-*.safetensors";
    const string Cells = "cells/*.json";

    static readonly string[] Encoder =
        ["--backbone", "resnet10", "--width", "2", "--batch", "4", "--log-every", "1", "--checkpoint-minutes", "0", "--seed", "5"];

    /// <summary>Every one.</summary>
    public static IReadOnlyList<ResumableVerb> All { get; } =
    [
        new("train", i => ["train", i.Generator, "--resume", .. Encoder, "--steps", "20"], "checkpoints/" + Steps, "encoder.onnx"),
        new(
            "train --images", i => ["train", "--images", i.Data, "--resume", .. Encoder, "--steps", "20", "--knn-data", i.Data, "--monitor-every", "5"],
            "checkpoints/" + Steps, "encoder.onnx"),
        new(
            "fine-tune", i => ["fine-tune", "--images", i.Data, "--resume", .. Encoder, "--steps", "20", "--warmup-steps", "2", "--monitor-every", "5"],
            "checkpoints/" + Steps, "encoder.onnx"),
        new(
            "train-generator nvae",
            i => [
                "train-generator", "nvae", "--data", i.Data, "--size", "8", "--groups", "1", "1", "--latent-channels", "1", "1", "--cells", "1", "--width", "4",
                "--process-cells", "1", "--likelihood", "Bernoulli", "--batch", "4", "--checkpoint-every", "1", "--batch-norm-passes", "1", "--steps", "16",
            ],
            "checkpoints/" + Steps, "generator.onnx"),
        new(
            "train-generator refine",
            i => [
                "train-generator", "refine", i.Generator, "--data", i.Data, "--discriminator-steps", "4", "--batch", "4", "--discriminator-width", "4",
                "--checkpoint-every", "1", "--batch-norm-passes", "1", "--steps", "16",
            ],
            "checkpoints/" + Steps, "generator.onnx"),
        new(
            "measure",
            i => [
                "measure", i.Generator, "--levels", "z0,z1", "--pairs", "4", "--encoder-width", "4", "--monte-carlo", "50", "--refit-iterations", "3",
                "--resample-iterations", "3", "--held-out-batches", "1", "--checkpoint-every", "1", "--max-iterations", "10",
            ],
            "state/level-*/" + Steps, "report.json"),
        new(
            "measure --seeds",
            i => [
                "measure", i.Generator, "--levels", "z1", "--seeds", "1,2", "--pairs", "4", "--encoder-width", "4", "--monte-carlo", "50",
                "--refit-iterations", "2", "--resample-iterations", "2", "--held-out-batches", "1", "--checkpoint-every", "1", "--max-iterations", "6",
            ],
            "seed-*/state/level-*/" + Steps, "spread.json"),
        // Not ML.NET's binary form, whose blocks come in whichever order its threads finish.
        new("embed", i => ["embed", i.Encoder, "--data", i.Many, "--format", "Csv"], "features.parts/*.part", "features.csv"),
        new(
            "evaluate", i => ["evaluate", .. i.Encoders, "--data", i.Data, "--labels-per-class", "4", "--draws", "5", "--knn", "3"], Cells,
            "results.json"),
        new(
            "evaluate-generator",
            i => ["evaluate-generator", i.Generator, "--data", i.Data, "--samples", "2000", "--epochs", "3", "--batch", "8", "--factors", "0.5"],
            "classifier.safetensors", "generator-quality.json"),
        new(
            "experiment",
            i => [
                "experiment", "views", "--views", "all=random:0.3", "--views", "last=z1=resample", "--generator", i.Generator, "--data", i.Data, "--seeds", "1",
                "--labels-per-class", "4", .. Encoder, "--steps", "4",
            ],
            Cells, "results.json"),
        new("transfer", i => ["transfer", .. i.Encoders, "--data", $"idx={i.Data}", "--probe", "Sgd", "--epochs", "20", "--seeds", "2"], Cells, "results.json"),
        new("feeding", i => ["feeding", i.Generator, "--data", i.Data, "--batches", "10", "20", "--width", "2", "--watts", "65"], Cells, "results.json"),
    ];
}
