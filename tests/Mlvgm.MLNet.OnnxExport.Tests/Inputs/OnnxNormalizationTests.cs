using CsCheck;
using Microsoft.ML.OnnxRuntime;
using Mlvgm.MLNet.OnnxExport.Inputs;
using static TorchSharp.torch.nn;

namespace Mlvgm.MLNet.OnnxExport.Tests.Inputs;

public class OnnxNormalizationTests
{
    [Theory]
    [InlineData(1f)]
    [InlineData(255f)]
    public void A_graph_with_normalisation_takes_plain_pixels(float pixelMaximum) => Gen.Select(Gen.Float[0, 1], Gen.Float[0.1f, 1]).Sample(
        (mean, deviation) =>
        {
            using var folder = new TemporaryFolder();
            using var module = Identity();
            var input = new OnnxInput("input", 2, 1, 1) { Normalization = new OnnxNormalization([mean, 0], [deviation, 1], pixelMaximum) };
            string path = OnnxExporter.Export(module, folder.File("model.onnx"), ExportAssert.Options(1) with { Inputs = [input] }).Path!;
            using var session = new InferenceSession(path);
            using var pixels = OrtValue.CreateTensorValueFromMemory([0.7f * pixelMaximum, pixelMaximum], [1, 2, 1, 1]);
            using var options = new RunOptions();
            using var outputs = session.Run(options, ["input"], [pixels], ["output"]);
            float[] values = outputs[0].GetTensorDataAsSpan<float>().ToArray();
            Assert.Equal((0.7f - mean) / deviation, values[0], 1e-5f);
            Assert.Equal(1, values[1], 1e-5f);
        },
        iter: 10);

    [Fact]
    public void Settings_are_checked()
    {
        Assert.Throws<ArgumentException>(() => new OnnxNormalization([0], [1, 1]));
        Assert.Throws<ArgumentException>(() => new OnnxNormalization([], []));
        Assert.Throws<ArgumentOutOfRangeException>(() => new OnnxNormalization([0], [0]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new OnnxNormalization([0], [1], 0));
        Assert.Throws<ArgumentException>(() => new OnnxInput("x", 3, 0));
    }
}
