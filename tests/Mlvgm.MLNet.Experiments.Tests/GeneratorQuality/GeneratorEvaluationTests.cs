using Mlvgm.MLNet.Experiments.GeneratorQuality;
using Mlvgm.MLNet.GeneratorQuality;
using Mlvgm.MLNet.Reports.Json;

namespace Mlvgm.MLNet.Experiments.Tests.GeneratorQuality;

public sealed class GeneratorEvaluationTests : IDisposable
{
    static readonly GeneratorEvaluation.Options Quick = new()
    {
        Samples = 20,
        Factors = [0.5],
        Classifier = new ImageClassifierTrainer.Options { Epochs = 1, BatchSize = 16 },
        Device = "cpu",
    };

    readonly TinyWorld _world = new();

    [Fact]
    public void The_report_has_a_figure_for_every_latent_class_and_temperature()
    {
        var report = new GeneratorEvaluation(Quick).Run(_world.Generator, _world.Images, _world.Out);
        Assert.Equal(["z0", "z1"], report.Latents.Select(latent => latent.Latent));
        Assert.Equal([1.0, 0.5], report.Temperatures.Select(row => row.Factor));
        Assert.Equal(1, report.Classes.Sum(share => share.Share), 9);
        Assert.Equal(new FileInfo(_world.Generator).Length, report.Bytes);
        var written = ReportJson.Parse<GeneratorQualityReport>(_world.Text($"out/{GeneratorEvaluation.ReportName}"));
        Assert.Equal(report.Temperatures, written.Temperatures);
    }

    [Fact]
    public void The_classifier_is_used_again()
    {
        var evaluation = new GeneratorEvaluation(Quick);
        string classifier = _world.File($"out/{GeneratorEvaluation.ClassifierName}");
        var told = new List<RunProgress>();
        var first = evaluation.Run(_world.Generator, _world.Images, _world.Out, told.Add);
        Assert.Equal((10, 10), (told[^1].Done, told[^1].Total));
        var written = File.GetLastWriteTimeUtc(classifier);
        told.Clear();
        var second = evaluation.Run(_world.Generator, _world.Images, _world.Out, told.Add);
        Assert.Empty(told);
        Assert.Equal(written, File.GetLastWriteTimeUtc(classifier));
        Assert.Equal(first.Temperatures, second.Temperatures);
    }

    public void Dispose() => _world.Dispose();
}
