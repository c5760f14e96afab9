using System.Text.Json;
using System.Text.RegularExpressions;
using Mlvgm.MLNet.Measurement.Output;
using Mlvgm.MLNet.Measurement.Reports;
using Mlvgm.MLNet.Measurement.Reports.Page;
using Mlvgm.MLNet.Reports.Html;
using Mlvgm.Testing.Torch.Generators;

namespace Mlvgm.MLNet.Tests.Measurement.Output;

public class MeasurementFolderTests : IDisposable
{
    readonly TemporaryFolder _folder = new();
    readonly TinyGenerator _generator = new();

    [Fact]
    public void The_report_has_its_documented_keys_and_comes_back_as_it_was()
    {
        var report = MeasurementFolder.Write(_folder.Path, _generator, SampleMeasurement.Of(_generator));
        string path = _folder.File(MeasurementFolder.ReportName);
        using var json = JsonDocument.Parse(File.ReadAllBytes(path));
        var level = json.RootElement.GetProperty("levels")[1];
        Assert.Equal("local", level.GetProperty("name").GetString());
        foreach (string key in new[] { "infoNce", "infoNcePaperScale", "mu", "sigma", "relativeMu", "refitInfoNce", "iterations", "seconds" })
            Assert.Equal(JsonValueKind.Number, level.GetProperty(key).ValueKind);
        Assert.Equal(JsonValueKind.Null, level.GetProperty("resampleInfoNce").ValueKind);
        Assert.False(level.GetProperty("degenerate").GetBoolean());
        double mu = level.GetProperty("mu").GetDouble(), half = 1.96 * level.GetProperty("sigma").GetDouble() / Math.Sqrt(400);
        Assert.Equal([mu - half, mu + half], level.GetProperty("muCi95").EnumerateArray().Select(end => end.GetDouble()), (a, b) => Math.Abs(a - b) < 1e-9);
        Assert.Equal(json.RootElement.GetProperty("gammaPaperScale").GetDouble() * 0.7, json.RootElement.GetProperty("gamma").GetDouble(), 1e-9);
        Assert.Equal(report.Levels[1].Mu, MeasurementReport.Read(path).Levels[1].Mu);
        Assert.All(report.Levels, l => Assert.True(File.Exists(_folder.File(l.Walker)) && File.Exists(_folder.File(l.WalkerOnnx))));
    }

    [Fact]
    public void The_page_is_one_file_that_loads_nothing_and_shows_every_level()
    {
        MeasurementFolder.Write(_folder.Path, _generator, SampleMeasurement.Of(_generator, lastIsDegenerate: true));
        string page = File.ReadAllText(_folder.File(MeasurementFolder.PageName));
        Assert.DoesNotMatch(@"(src|href|url)\s*[=(]\s*[""']?(https?:)?//", page);
        Assert.DoesNotContain("<script", page);
        Assert.DoesNotContain(nameof(Markup), page);
        Assert.Equal(6, Regex.Count(page, "<svg"));
        // Two figures of the anchors and both levels; for each level anchors, two moments of training, its end, and drawn anew.
        Assert.Equal(2 * (1 + 2) + 2 * (1 + 2 + 1 + 1), Regex.Count(page, "data:image/png;base64,"));
        Assert.Single(Regex.Matches(page, "class=\"flag\">degenerate"));
    }

    [Fact]
    public void Names_cannot_put_markup_into_the_page()
    {
        var result = SampleMeasurement.Of(_generator) with { Generator = "<b onload=x>&" };
        MeasurementFolder.Write(_folder.Path, _generator, result);
        string page = File.ReadAllText(_folder.File(MeasurementFolder.PageName));
        Assert.DoesNotContain("<b onload", page);
        Assert.Contains("&lt;b onload=x&gt;&amp;", page);
    }

    [Theory]
    [InlineData("{}", "is no report")]
    [InlineData("[1", "is no report")]
    public void Another_file_is_no_report(string text, string reason)
    {
        File.WriteAllText(_folder.File("report.json"), text);
        Assert.Contains(reason, Assert.Throws<InvalidDataException>(() => MeasurementReport.Read(_folder.File("report.json"))).Message);
    }

    [Fact]
    public void The_spread_over_seeds_is_mean_and_sample_deviation()
    {
        var reports = new ulong[] { 1, 2, 3 }.Select(seed => MeasurementFolder.Write(
            _folder.File($"{seed}"), _generator, SampleMeasurement.Of(_generator, seed))).ToList();
        double[] mu = [.. reports.Select(report => report.Levels[0].Mu)];
        double mean = mu.Average(), deviation = Math.Sqrt(mu.Sum(x => (x - mean) * (x - mean)) / 2);
        Assert.Contains(FormattableString.Invariant($"| {mean:F3} (sd {deviation:F3}) |"), Spread.Of(reports).ToMarkdown());
        Assert.Throws<ArgumentException>(() => Spread.Of(reports[..1]));
        var other = reports[1] with { Options = reports[1].Options with { Pairs = 32 } };
        Assert.Contains("more than the seed", Assert.Throws<ArgumentException>(() => Spread.Of([reports[0], other])).Message);
    }

    public void Dispose()
    {
        _generator.Dispose();
        _folder.Dispose();
    }
}
