using System.Text.Json;
using Mlvgm.MLNet.Reports.Json;

namespace Mlvgm.MLNet.Reports.Tests.Json;

public sealed class ReportJsonTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    [Fact]
    public void Keys_are_in_camel_case_enumerations_are_names_and_what_is_no_number_is_kept()
    {
        var sample = new Sample { Name = "μ < 1", Day = DayOfWeek.Friday, Value = double.NaN, Counts = [1, 2] };
        ReportJson.Write(_folder.File("out/sample.json"), sample);
        string text = File.ReadAllText(_folder.File("out/sample.json"));
        Assert.Equal("{\"name\":\"μ < 1\",\"day\":\"Friday\",\"value\":\"NaN\",\"counts\":[1,2]}", string.Concat(text.Split('\n').Select(line => line.Trim())).Replace("\": ", "\":", StringComparison.Ordinal));
        Assert.EndsWith("}\n", text);
        var read = ReportJson.Parse<Sample>(text);
        Assert.Equal((sample.Name, sample.Day, double.NaN), (read.Name, read.Day, read.Value));
        Assert.Equal(sample.Counts, read.Counts);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"name\": null, \"day\": \"Friday\", \"value\": 1, \"counts\": []}")]
    [InlineData("[1")]
    public void Something_else_is_refused(string text) => Assert.ThrowsAny<JsonException>(() => ReportJson.Parse<Sample>(text));

    [Fact]
    public void Another_value_stands_beside_the_result_under_its_name()
    {
        var sample = new Sample { Name = "a", Day = DayOfWeek.Monday, Value = 1, Counts = [] };
        var json = ReportJson.With(sample, "data", new { images = 3 });
        Assert.Equal("""{"name":"a","day":"Monday","value":1,"counts":[],"data":{"images":3}}""", json.ToJsonString());
        Assert.Equal("a", ReportJson.Parse<Sample>(json.ToJsonString()).Name);
        Assert.Equal("""{"name":7,"day":"Monday","value":1,"counts":[]}""", ReportJson.With(sample, "name", 7).ToJsonString());
    }

    public void Dispose() => _folder.Dispose();

    sealed record Sample
    {
        public required string Name { get; init; }

        public required DayOfWeek Day { get; init; }

        public required double Value { get; init; }

        public required int[] Counts { get; init; }
    }
}
