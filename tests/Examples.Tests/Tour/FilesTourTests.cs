using ApiTour;

namespace Examples.Tests.Tour;

/// <summary>Reports, weights and exports.</summary>
public sealed class FilesTourTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_page_has_charts_pictures_and_names_as_they_are()
    {
        string page = ReportPage.Run(_folder.File("page.html"), "<b>Tour</b>");
        Assert.Equal(page, File.ReadAllText(_folder.File("page.html")));
        Assert.DoesNotContain("<b>", page);
        Assert.Equal(3, page.Split("<svg").Length - 1);
        Assert.Contains("data:image/png", page);
        Assert.Contains("href=\"other/index.html\"", page);
    }

    [Fact]
    public void A_table_says_the_same_in_three_formats()
    {
        var (markdown, csv, json) = ReportTables.Run(_folder.Path, new ReportTables.Row("a, b", 0.25), new ReportTables.Row("c|d", 1));
        Assert.Equal(["encoder,accuracy", "\"a, b\",0.250", "\"c|d\",1.000"], csv);
        Assert.Equal([new ReportTables.Row("a, b", 0.25), new ReportTables.Row("c|d", 1)], json);
        Assert.Contains("c\\|d", markdown);
    }

    [Fact]
    public void Weights_come_back_as_they_were_written()
    {
        var (entries, numbers, summary) = WeightsOfStrangers.Safetensors(_folder.File("weights.safetensors"));
        Assert.Equal(["steps", "weight"], entries.Select(entry => entry.Name).Order());
        Assert.Equal([1, 2, 3, 4], numbers);
        Assert.Contains(summary, line => line.EndsWith("[2, 2]", StringComparison.Ordinal));
    }

    [Fact]
    public void A_pickle_is_data() => Assert.Equal(
        ["3 epochs", "8 x 16", "DEADBEEF", "torch.nn.modules.linear.Linear", "ReLU, in place: True"], WeightsOfStrangers.Pickle(_folder.File("state.pkl")));

    [Fact]
    public void A_module_is_exported_with_what_images_need_and_one_that_says_otherwise_is_refused()
    {
        var exported = ExportedModule.Run(_folder.File("encoder.onnx"));
        Assert.InRange(exported.LargestDifference!.Value, 0, 1e-4);
        Assert.True(File.Exists(exported.Path));
        Assert.True(ExportedModule.Refused(_folder.File("wrong.onnx")) > 0.1);
        Assert.False(File.Exists(_folder.File("wrong.onnx")));
    }

    [Fact]
    public void Layers_of_ones_own_compute_in_ONNX_what_they_compute_here() =>
        Assert.InRange(OwnLayers.Run(_folder.File("own.onnx")).LargestDifference!.Value, 0, 1e-4);

    [Fact]
    public void Classes_that_are_not_known_are_named_and_code_is_found_in_scripts_alone()
    {
        var (ignored, code) = WeightsOfStrangers.Strangers(_folder.File("strangers.pkl"));
        Assert.All(ignored, name => Assert.StartsWith("torch.nn.modules.", name.Name));
        Assert.Null(code);
    }

    public void Dispose() => _folder.Dispose();
}
