using System.Text;
using Mlvgm.MLNet.Evaluation.Probes;
using Mlvgm.MLNet.Evaluation.Reports;
using Mlvgm.MLNet.IO;
using Mlvgm.MLNet.Measurement;
using Mlvgm.MLNet.Measurement.Calibration;
using Mlvgm.MLNet.Measurement.Reports;
using Mlvgm.MLNet.Reports.Json;
using Mlvgm.MLNet.Torch.Generators.BigBiGan;
using Mlvgm.MLNet.Torch.Generators.Nvae;
using Mlvgm.MLNet.Torch.Generators.StyleGan2;
using Mlvgm.Testing.TorchScript;

namespace Mlvgm.Fuzzing.Seeds;

/// <summary>Small JSON files, as this project writes them, and texts that are harder to read.</summary>
static class JsonSeeds
{
    /// <summary>The options with which a run is resumed.</summary>
    public const string Options = """{"framework":"simsiam","steps":25,"seed":1,"input":{"content":"generator","sha256":"00"}}""";

    static readonly string[] Hard =
    [
        "null", "[]", "{}", "[null]", """{"a":1,"a":2}""", "\"\\ud800\"", "1e999", "[[[[[[[[1]]]]]]]]", "{\"\\ud800\":18446744073709551616}",
    ];

    public static IEnumerable<byte[]> Models() => Of($$"""
        [{
          "name": "tiny", "kind": "generator", "architecture": "nvae",
          "files": [{ "path": "weights", "sha256": "{{ContentHash.Of("")}}", "format": "safetensors" }],
          "latents": [{ "name": "z0", "shape": [4, 2, 2] }], "imageShape": [1, 28, 28], "temperature": 0.7,
          "data": "Fashion-MNIST", "licence": "MIT", "command": "mlvgm train-generator", "seed": 1, "wallSeconds": 1.5, "machine": "one",
          "notes": null, "figures": { "fid": 3.5 }
        }]
        """);

    public static IEnumerable<byte[]> Reports() => Of(ReportJson.ToText(new MeasurementReport
    {
        Generator = "tiny",
        GammaPaperScale = 0.5,
        Gamma = 0.6,
        DipPaperScale = 0.4,
        Dip = 0.5,
        Ceiling = 3,
        CeilingPaperScale = 2,
        Pairs = 4,
        LearningRateRatio = 1,
        Seed = 1,
        Options = new MeasurementOptions(),
        Device = "cpu",
        Machine = "one",
        Versions = new Dictionary<string, string> { ["mlvgm"] = "0.1.0" },
        Seconds = 2,
        Levels = [Level("z0", 4, LevelCalibration.Noise(0.3, 2)), Level("z1", 4, LevelCalibration.NewDraw(LevelCalibration.Degenerate))],
    }));

    public static IEnumerable<byte[]> Runs() => Of(
        Options, Options.Replace("25", "50", StringComparison.Ordinal), Options.Replace("\"seed\":1,", "", StringComparison.Ordinal),
        """
        {"step":10,"loss":-0.5,"learningRate":0.05,"collapsed":false}
        {"step":30,"loss":-0.6}
        {"step":3
        """,
        """{"pid":1,"started":"22","host":"here","boot":"","token":"t"}""");

    public static IEnumerable<byte[]> Results()
    {
        var result = new ProbeResult(0.5, 0.9, 10, 4, 1.5) { Confusion = new ConfusionMatrix([[1, 1], [0, 2]]) };
        ProbeRun[] runs = [new("encoder", 10, 1, result), new("encoder", 10, 2, result), new("pixels", null, 1, result)];
        return Of(new ProbeTable(runs).ToJson(), """{ "title": "Table 1", "planned": 3, "finished": 1 }""");
    }

    public static IEnumerable<byte[]> Generators() => Of(
        new NvaeConfiguration().ToJson(), new BigBiGanConfiguration().ToJson(), new StyleGan2Configuration().ToJson(), new StyleGan2Sampling().ToJson(),
        TinyScript.Description);

    static LevelReport Level(string name, int size, LevelCalibration calibration) => new()
    {
        Name = name,
        Target = name,
        Latents = [name],
        Size = size,
        InfoNce = 0.6,
        InfoNcePaperScale = 0.5,
        Space = "z",
        Mu = 1,
        Sigma = 0.1,
        MuCi95 = [0.9, 1.1],
        RelativeMu = 0.5,
        PriorDistance = 2,
        MuZ = 1,
        RefitInfoNce = null,
        RefitIterations = 0,
        InformationBound = null,
        ResampleInfoNce = 2,
        Degenerate = false,
        Dipped = true,
        Iterations = 100,
        Seconds = 1,
        SecondsByPart = new Dictionary<string, double> { ["encoder"] = 1 },
        Quantiles = [new Quantile(0.5, 1)],
        Histogram = new Histogram(0, 2, [1, 2, 1]),
        Calibration = calibration,
        Walker = $"walkers/{name}.safetensors",
        WalkerOnnx = $"walkers/{name}.onnx",
    };

    static IEnumerable<byte[]> Of(params string[] texts) => texts.Concat(Hard).Select(Encoding.UTF8.GetBytes);
}
