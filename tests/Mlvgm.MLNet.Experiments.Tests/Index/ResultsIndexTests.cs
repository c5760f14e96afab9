using System.Text.RegularExpressions;
using Mlvgm.MLNet.Experiments.Index;

namespace Mlvgm.MLNet.Experiments.Tests.Index;

public sealed class ResultsIndexTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("<b>")]
    [InlineData("javascript:alert(1)")]
    [InlineData("a#b?c%41")]
    [InlineData("[x](javascript:alert(1))")]
    [InlineData("\"><script>alert(1)<")]
    public void Links_lead_to_folders_of_any_name_and_titles_stay_text(string name)
    {
        Result($"deep/{name}", $$"""{"title": "<i>{{name.Replace("\"", "\\\"")}}", "finished": 1, "planned": 2}""");
        var entry = Assert.Single(ResultsIndex.Write(_folder.Path));
        Assert.Equal(($"deep/{name}/index.html", $"<i>{name}", "1 of 2"), (entry.Page, entry.Title, entry.Finished));
        string page = File.ReadAllText(_folder.File("index.html"));
        Assert.DoesNotContain("<i>", page);
        Assert.DoesNotContain("<script", page);
        var index = new Uri($"file://{_folder.File("index.html")}");
        string[] links = [.. Regex.Matches(page, "href=\"([^\"]*)\"").Select(match => new Uri(index, match.Groups[1].Value)).Select(uri =>
        {
            Assert.Equal(("file", "", ""), (uri.Scheme, uri.Query, uri.Fragment));
            return Uri.UnescapeDataString(uri.AbsolutePath);
        })];
        Assert.Equal([_folder.File($"deep/{name}/index.html"), _folder.File($"deep/{name}/results.json")], links);
    }

    [Fact]
    public void Measurements_and_probes_have_titles_of_their_own_and_the_folders_own_page_is_none()
    {
        Result("b", """{"cells": []}""");
        Result("a", """{"generator": "G"}""", "report");
        Result(".", """{"title": "old"}""");
        Assert.Equal(["How much each latent of G matters", "Probes"], ResultsIndex.Write(_folder.Path).Select(entry => entry.Title));
    }

    [Fact]
    public void Results_of_a_run_that_has_not_ended_are_listed_as_far_as_they_are()
    {
        _folder.Write("a/index.partial.html", "<p>");
        _folder.Write("a/results.partial.json", """{"title": "T", "finished": 1, "planned": 2}""");
        var entry = Assert.Single(ResultsIndex.Write(_folder.Path));
        Assert.Equal(("a/index.partial.html", "a/results.partial.json", "1 of 2"), (entry.Page, entry.Data, entry.Finished));
    }

    [Fact]
    public void A_folder_without_results_and_a_damaged_one_are_named()
    {
        Assert.Throws<DirectoryNotFoundException>(() => ResultsIndex.Write(_folder.File("nowhere")));
        Assert.Contains(_folder.Path, Assert.Throws<FileNotFoundException>(() => ResultsIndex.Write(_folder.Path)).Message);
        Result("a", "[1");
        Assert.Contains("results.json' holds no results", Assert.Throws<InvalidDataException>(() => ResultsIndex.Write(_folder.Path)).Message);
        Assert.False(File.Exists(_folder.File("index.html")));
    }

    public void Dispose() => _folder.Dispose();

    void Result(string folder, string json, string kind = "results")
    {
        _folder.Write($"{folder}/{(kind == "report" ? "report" : "index")}.html", "<p>");
        _folder.Write($"{folder}/{kind}.json", json);
    }
}
