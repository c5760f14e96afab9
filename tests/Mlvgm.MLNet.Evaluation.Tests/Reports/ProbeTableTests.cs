using System.Text.Json;
using System.Text.Json.Nodes;
using Mlvgm.MLNet.Evaluation.Probes;
using Mlvgm.MLNet.Evaluation.Reports;

namespace Mlvgm.MLNet.Evaluation.Tests.Reports;

public class ProbeTableTests
{
    static readonly ProbeTable Table = new(
    [
        Run("raw pixels", 10, 1, 0.60, 0.9),
        Run("raw pixels", 10, 2, 0.62, 0.9),
        Run("raw pixels", 10, 3, 0.64, 0.9),
        Run("raw pixels", null, 1, 0.845, 1),
        Run("trained", 10, 1, 0.7, 0.95),
    ]);

    [Fact]
    public void Markdown_has_a_row_per_features_and_three_columns_per_budget() => Assert.Equal(
        """
        | features   | 10 labels/class, top-1 | 10 labels/class, balanced | 10 labels/class, top-5 | all labels, top-1 | all labels, balanced | all labels, top-5 |
        | ---------- | ---------------------: | ------------------------: | ---------------------: | ----------------: | -------------------: | ----------------: |
        | raw pixels |             62.0 ± 5.0 |                55.0 ± 5.0 |             90.0 ± 0.0 |              84.5 |                 77.5 |             100.0 |
        | trained    |                   70.0 |                      63.0 |                   95.0 |                   |                      |                   |

        ± is half the 95 % interval of the mean (Student's t), n = 3 draws; no ± stands where n = 1.

        """,
        Table.ToMarkdown());

    [Fact]
    public void Json_has_stable_keys()
    {
        var cell = JsonDocument.Parse(Table.ToJson()).RootElement.GetProperty("cells")[0];
        Assert.Equal(["features", "labelsPerClass", "top1", "meanPerClass", "top5", "seconds", "confusion"], cell.EnumerateObject().Select(p => p.Name));
        Assert.Equal(
            ["mean", "standardDeviation", "standardError", "count", "halfInterval95"], cell.GetProperty("top1").EnumerateObject().Select(p => p.Name));
        Assert.Equal(0.62, cell.GetProperty("top1").GetProperty("mean").GetDouble(), 12);
        Assert.Equal(0.02, cell.GetProperty("top1").GetProperty("standardDeviation").GetDouble(), 12);
        Assert.Equal(0.55, cell.GetProperty("meanPerClass").GetProperty("mean").GetDouble(), 12);
    }

    [Fact]
    public void All_labels_are_null_in_json() => Assert.Equal(
        JsonValueKind.Null, JsonDocument.Parse(Table.ToJson()).RootElement.GetProperty("cells")[1].GetProperty("labelsPerClass").ValueKind);

    [Fact]
    public void Json_can_be_read_again() => Assert.Equal(Table.ToJson(), ProbeTable.FromJson(Table.ToJson(), "table.json").ToJson());

    [Fact]
    public void Balanced_accuracy_is_that_of_the_runs_also_in_a_file_whose_cells_do_not_have_it()
    {
        var json = JsonNode.Parse(Table.ToJson())!;
        foreach (var cell in json["cells"]!.AsArray()) cell!.AsObject().Remove("meanPerClass");
        Assert.Equal(Table.Cells.Select(cell => cell.MeanPerClass), ProbeTable.FromJson(json.ToJsonString(), "table.json").Cells.Select(cell => cell.MeanPerClass));
        Assert.Null(new ProbeTable([new ProbeRun("a", null, 1, new ProbeResult(1, 1, 1, 1, 1) { Confusion = new ConfusionMatrix(2) })]).Cells[0].MeanPerClass);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"runs\": []}")]
    [InlineData("{\"runs\": [{}]}")]
    [InlineData("not json")]
    [InlineData("{\"runs\": [{\"features\": \"a\", \"result\": {\"top1\": 1, \"top5\": 1, \"confusion\": {\"counts\": [[1, 2]]}}}]}")]
    public void What_is_no_table_is_refused_with_the_name_of_its_file(string json) =>
        Assert.Contains("'table.json'", Assert.Throws<InvalidDataException>(() => ProbeTable.FromJson(json, "table.json")).Message);

    [Theory]
    [InlineData("[[9223372036854775807,1],[0,0]]", 1)]
    [InlineData("[[9223372036854775807,0],[9223372036854775807,1]]", 1)]
    [InlineData("[[9223372036854775807]]", 2)]
    public void Counts_that_do_not_fit_together_are_an_error(string counts, int runs)
    {
        string run = $"{{\"features\":\"a\",\"seed\":1,\"result\":{{\"top1\":1,\"top5\":1,\"trainRows\":1,\"testRows\":1,\"seconds\":1,\"confusion\":{{\"counts\":{counts}}}}}}}";
        string json = $"{{\"runs\":[{string.Join(',', Enumerable.Repeat(run, runs))}]}}";
        Assert.Contains("counts at most", Assert.Throws<InvalidDataException>(() => ProbeTable.FromJson(json, "table.json")).Message);
    }

    /// <summary>Of the first class, as many are right as of all; of the second, 14 of 100 fewer.</summary>
    static ProbeRun Run(string features, int? budget, ulong seed, double top1, double top5)
    {
        long right = (long)Math.Round(1000 * top1);
        return new(features, budget, seed, new ProbeResult(top1, top5, 100, 100, 1) { Confusion = new ConfusionMatrix([[right, 1000 - right], [1140 - right, right - 140]]) });
    }
}
