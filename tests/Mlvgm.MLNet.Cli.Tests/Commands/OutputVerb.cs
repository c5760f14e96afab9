namespace Mlvgm.MLNet.Cli.Tests.Commands;

/// <summary>A verb that writes into a folder, on the smallest inputs.</summary>
/// <param name="Line">Its words but for the output folder; G, E and D stand for a generator, an encoder and images.</param>
/// <param name="Result">A file that is there when it has ended as asked.</param>
/// <param name="Wrong">Two settings of the verb that are wrong, and the option that each message names.</param>
sealed record OutputVerb(string Line, string Result, (string Words, string Option)[] Wrong)
{
    /// <summary>By the first words of the line.</summary>
    public static IReadOnlyDictionary<string, OutputVerb> All { get; } = new Dictionary<string, OutputVerb>
    {
        ["views"] = new("views G --count 2", "views.png", [("--count 0", "--count"), ("--seed x", "--seed")]),
        ["export"] = new("export G", "generator.onnx", []),
        ["train"] = new(
            "train G --steps 1 --batch 4 --backbone resnet10 --width 2", "encoder.onnx", [("--learning-rate -1", "--learning-rate"), ("--batch 0", "--batch")]),
        ["train-generator nvae"] = new(
            "train-generator nvae --data D --size 8 --groups 1 1 --latent-channels 1 1 --cells 1 --width 4 " +
            "--process-cells 1 --likelihood Bernoulli --batch 4 --batch-norm-passes 1 --steps 1",
            "generator.safetensors", [("--cells 0", "--cells"), ("--width 0", "--width")]),
        ["train-generator refine"] = new(
            "train-generator refine G --data D --discriminator-steps 0 --batch 4 --discriminator-width 4 --batch-norm-passes 1 --steps 1",
            "generator.safetensors", [("--discriminator-width 0", "--discriminator-width"), ("--steps -1", "--steps")]),
        ["measure"] = new(
            "measure --generator G --levels z1 --pairs 4 --encoder-width 4 " +
            "--monte-carlo 50 --refit-iterations 1 --resample-iterations 1 --held-out-batches 1 --max-iterations 1",
            "report.json", [("--pairs 0", "--pairs"), ("--encoder-width 0", "--encoder-width")]),
        ["embed"] = new("embed E --data D --format Csv", "features.csv", [("--split Half", "--split"), ("--format parquet", "--format")]),
        ["evaluate"] = new("evaluate E --data D", "results.json", [("--draws 0", "--draws"), ("--labels-per-class 0", "--labels-per-class")]),
        ["evaluate-generator"] = new(
            "evaluate-generator G --data D --samples 20 --epochs 1 --factors 0.5 --batch 16", "generator-quality.json",
            [("--samples 0", "--samples"), ("--epochs 0", "--epochs")]),
        ["experiment"] = new(
            "experiment views --views mine=none --generator G --data D --seeds 1 --backbone resnet10 --width 2 --batch 4 --labels-per-class 4 --steps 1",
            "results.json", [("--seeds 0", "--seeds"), ("--learning-rate -1", "--learning-rate")]),
        ["transfer"] = new("transfer E --data idx=D --probe Sgd --epochs 1 --seeds 1", "results.json", [("--seeds 0", "--seeds"), ("--epochs 0", "--epochs")]),
        ["feeding"] = new("feeding G --data D --batches 8 --images 8 --width 2 --watts 100", "results.json",
            [("--width 0", "--width"), ("--watts -1", "--watts")]),
        ["model-card"] = new("model-card G E --data D", "README.md", []),
    };

    /// <summary>The words for these inputs, without the output folder.</summary>
    public string[] Words(string generator, string encoder, string data) => [.. Line.Split(' ').Select(word => word switch
    {
        "G" => generator,
        "E" => encoder,
        "D" => data,
        "idx=D" => $"idx={data}",
        _ => word,
    })];

    public bool Takes(char input) => Line.Split(' ').Any(word => word.Split('=')[^1] == $"{input}");
}
