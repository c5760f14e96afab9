using Microsoft.ML.OnnxRuntime;
using Mlvgm.MLNet.OnnxExport.Inputs;
using Mlvgm.MLNet.OnnxExport.Parity;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Mlvgm.MLNet.OnnxExport.Tests;

public class OnnxExporterTests
{
    [Fact]
    public void The_file_runs_at_any_batch_size()
    {
        using var folder = new TemporaryFolder();
        using var module = Sequential(Conv2d(1, 2, 3), Flatten());
        string path = OnnxExporter.Export(module, folder.File("model.onnx"), ExportAssert.Options(1, 4, 4)).Path!;
        using var session = new InferenceSession(path);
        Assert.Equal([-1, 8], session.OutputMetadata["output"].Dimensions);
        foreach (int batch in (int[])[1, 2, 17])
        {
            using var input = OrtValue.CreateTensorValueFromMemory(new float[batch * 16], [batch, 1, 4, 4]);
            using var options = new RunOptions();
            using var outputs = session.Run(options, ["input"], [input], ["output"]);
            Assert.Equal([batch, 8], outputs[0].GetTensorTypeAndShape().Shape);
        }
    }

    [Fact]
    public void Metadata_producer_and_names_come_back()
    {
        using var folder = new TemporaryFolder();
        var options = new OnnxExportOptions
        {
            Inputs = [new OnnxInput("Image", 4)],
            OutputNames = ["Features"],
            Metadata = new Dictionary<string, string> { ["licence"] = "MIT", ["note"] = "größer als 1" },
            ProducerName = "test",
        };
        using var module = Linear(4, 2);
        using var session = new InferenceSession(OnnxExporter.Export(module, folder.File("model.onnx"), options).Path!);
        Assert.Equal(options.Metadata, session.ModelMetadata.CustomMetadataMap);
        Assert.Equal("test", session.ModelMetadata.ProducerName);
        Assert.Equal("Image", session.InputNames.Single());
        Assert.Equal("Features", session.OutputNames.Single());
    }

    [Fact]
    public void Above_the_tolerance_no_file_is_left_and_an_older_one_is_kept()
    {
        using var folder = new TemporaryFolder();
        using var wrong = new ResidualBlock(2, graphFactor: 1.01);
        var options = ExportAssert.Options(2, 4, 4);
        var e = Assert.Throws<OnnxParityException>(() => OnnxExporter.Export(wrong, folder.File("new.onnx"), options));
        Assert.InRange(e.LargestDifference, 1e-3, 1);
        Assert.Empty(Directory.GetFiles(folder.Path));
        File.WriteAllText(folder.File("old.onnx"), "old");
        Assert.Throws<OnnxParityException>(() => OnnxExporter.Export(wrong, folder.File("old.onnx"), options));
        Assert.Equal("old", File.ReadAllText(folder.File("old.onnx")));
    }

    [Fact]
    public void Told_to_report_the_difference_is_reported_and_the_file_written()
    {
        using var folder = new TemporaryFolder();
        using var wrong = new ResidualBlock(2, graphFactor: 1.01);
        var options = ExportAssert.Options(2, 4, 4) with { ParityCheck = ParityCheck.Report };
        var result = OnnxExporter.Export(wrong, folder.File("model.onnx"), options);
        Assert.True(result.LargestDifference > options.Tolerance);
        Assert.True(File.Exists(result.Path));
        var withoutCheck = options with { ParityCheck = ParityCheck.Skip };
        Assert.Null(OnnxExporter.Export(wrong, folder.File("model.onnx"), withoutCheck).LargestDifference);
    }

    [Fact]
    public void Numbers_that_are_not_finite_never_pass_for_equal()
    {
        using var module = Linear(2, 2);
        using (no_grad()) module.weight!.fill_(float.NaN);
        Assert.Throws<OnnxParityException>(() => ExportAssert.Agrees(module, 2));
    }

    [Fact]
    public void Every_part_of_the_module_stays_in_the_mode_it_was_in()
    {
        using var frozen = new ResidualBlock(2);
        using var module = Sequential(frozen, Dropout());
        module.train();
        frozen.eval();
        ExportAssert.Agrees(module, 2, 4, 4);
        Assert.True(module.training);
        Assert.False(frozen.training);
    }

    [Fact]
    public void No_tensor_is_left_behind()
    {
        using var module = new ResidualBlock(2);
        ExportAssert.Agrees(module, 2, 4, 4);
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        ExportAssert.Agrees(module, 2, 4, 4);
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void Equal_modules_make_equal_bytes()
    {
        using var module = new ResidualBlock(2);
        var options = ExportAssert.Options(2, 4, 4);
        Assert.Equal(OnnxModelFile.Export(module, options), OnnxModelFile.Export(module, options));
    }

    [Fact]
    public void A_result_that_does_not_keep_the_batch_is_refused()
    {
        using var module = Flatten(0, 1);
        var e = Assert.Throws<InvalidOperationException>(() => ExportAssert.Agrees(module, 4));
        Assert.Contains("batch", e.Message);
    }

    [Fact]
    public void Names_must_be_as_many_as_outputs_and_distinct()
    {
        using var module = Linear(2, 2);
        var options = ExportAssert.Options(2);
        Assert.Throws<InvalidOperationException>(() => OnnxModelFile.Export(module, options with { OutputNames = ["a", "b"] }));
        Assert.Throws<ArgumentException>(() => OnnxModelFile.Export(module, options with { OutputNames = ["input"] }));
        Assert.Throws<ArgumentException>(() => OnnxModelFile.Export(module, options with { Inputs = [] }));
    }
}
