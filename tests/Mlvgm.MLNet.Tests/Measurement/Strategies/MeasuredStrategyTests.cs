using System.Text.Json.Nodes;
using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Measurement.Calibration;
using Mlvgm.MLNet.Measurement.Output;
using Mlvgm.MLNet.Measurement.Reports;
using Mlvgm.MLNet.Measurement.Strategies;
using Mlvgm.MLNet.Views;
using Mlvgm.Testing.Torch.Generators;

namespace Mlvgm.MLNet.Tests.Measurement.Strategies;

public class MeasuredStrategyTests : IDisposable
{
    readonly TemporaryFolder _folder = new();
    readonly TinyGenerator _generator = new();

    MeasurementReport Report(bool degenerate = false) =>
        MeasurementFolder.Write(_folder.Path, _generator, SampleMeasurement.Of(_generator, lastIsDegenerate: degenerate));

    [Fact]
    public void Calibrated_noise_is_as_long_as_the_measured_perturbation()
    {
        const int rows = 4000;
        var report = Report();
        var strategy = CalibratedStrategy.FromReport(_folder.File(MeasurementFolder.ReportName), _generator.Layout);
        var sampler = new LatentSampler(_generator.Layout, strategy, 3);
        var (anchors, positives) = (new LatentBatch(_generator.Layout, rows), new LatentBatch(_generator.Layout, rows));
        sampler.SampleAnchors(0, anchors);
        sampler.SamplePositives(0, anchors, positives);
        for (int latent = 0; latent < 2; latent++)
        {
            double[] lengths = [.. Enumerable.Range(0, rows).Select(row => Length(anchors.Row(latent, row), positives.Row(latent, row)))];
            double mean = lengths.Average(), error = Math.Sqrt(lengths.Average(x => (x - mean) * (x - mean)) / rows);
            Assert.InRange(mean - report.Levels[latent].Mu, -5 * error - 1e-3 * mean, 5 * error + 1e-3 * mean);
        }
    }

    [Fact]
    public void A_degenerate_level_is_drawn_anew()
    {
        var report = Report(degenerate: true);
        Assert.Equal([null, LevelCalibration.Degenerate], report.Levels.Select(level => level.Calibration.Reason));
        var parts = CalibratedStrategy.FromReport(report, _generator.Layout).Resolve(_generator.Layout);
        Assert.Equal([typeof(RandomPerturbation), typeof(ResamplePerturbation)], parts.Select(part => part.Perturbation.GetType()));
    }

    [Fact]
    public void Walkers_of_a_measurement_move_each_its_level()
    {
        var report = Report();
        var all = LearnedStrategy.FromFolder(_folder.Path, _generator.Layout).Resolve(_generator.Layout);
        Assert.Equal(["global", "local"], all.Select(part => part.Span.Name));
        var one = Assert.Single(LearnedStrategy.FromFile(_folder.File(report.Levels[1].Walker), _generator.Layout).Resolve(_generator.Layout));
        Assert.Equal("local", one.Span.Name);
        Assert.Equal(128, Assert.IsType<LearnedPerturbation>(one.Perturbation).Walker.Size);
    }

    [Fact]
    public void What_does_not_fit_or_is_not_there_is_refused_with_the_reason()
    {
        Assert.Throws<PathTooLongException>(() => LearnedStrategy.FromFile(_folder.File(new string('e', 5000)), _generator.Layout));
        var report = Report();
        var other = new LatentLayout([new("global", [5]), new("local", [7])]);
        string walker = _folder.File(report.Levels[0].Walker);
        Assert.Contains("8 inputs", Assert.Throws<ArgumentException>(() => LearnedStrategy.FromFile(walker, other)).Message);
        var foreign = new LatentLayout([new("z", [8])]);
        Assert.Contains("no latent or group 'global'", Assert.Throws<ArgumentException>(() => LearnedStrategy.FromFile(walker, foreign)).Message);
        Assert.Contains("'global'", Assert.Throws<ArgumentException>(() => CalibratedStrategy.FromReport(report, foreign)).Message);
        Assert.Throws<DirectoryNotFoundException>(() => LearnedStrategy.FromFolder(_folder.File("absent"), other));
        Assert.Throws<FileNotFoundException>(() => CalibratedStrategy.FromReport(_folder.File("absent.json"), other));
    }

    [Theory]
    [InlineData("levels", "[null]")]
    [InlineData("latents", "[null]")]
    [InlineData("levels", "[]")]
    public void A_report_with_holes_is_no_report(string list, string holes)
    {
        Report();
        string path = _folder.File(MeasurementFolder.ReportName);
        var json = JsonNode.Parse(File.ReadAllText(path))!;
        (list == "levels" ? json : json["levels"]![0]!)[list] = JsonNode.Parse(holes);
        File.WriteAllText(path, json.ToJsonString());
        Assert.Contains($"'{path}'", Assert.Throws<InvalidDataException>(() => CalibratedStrategy.FromReport(path, _generator.Layout)).Message);
    }

    [Fact]
    public void A_measurement_of_a_generator_with_larger_latents_is_of_another()
    {
        var report = Report();
        var other = new LatentLayout([new("global", [8]), new("local", [7])]);
        Assert.Contains(
            $"The measurement of '{report.Generator}' is of another generator: its level 'local' has 128 coordinates, here it has 7.",
            Assert.Throws<ArgumentException>(() => CalibratedStrategy.FromReport(report, other)).Message);
    }

    [Fact]
    public void Of_a_folder_with_several_walkers_one_is_to_be_named()
    {
        Report();
        string message = Assert.Throws<ArgumentException>(() => LearnedStrategy.FromFile(_folder.Path, _generator.Layout)).Message;
        Assert.Contains("has 2 walkers, of global, local: name one file, or take all with ml-learned.", message);
    }

    public void Dispose()
    {
        _generator.Dispose();
        _folder.Dispose();
    }

    static double Length(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++) sum += (double)(a[i] - b[i]) * (a[i] - b[i]);
        return Math.Sqrt(sum);
    }
}
