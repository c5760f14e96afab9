using System.Diagnostics;
using Mlvgm.MLNet.Experiments.Storage;
using Mlvgm.MLNet.Identities;

namespace Mlvgm.MLNet.Experiments.Tests.Storage;

public sealed class ResultStoreTests : IDisposable
{
    static readonly Identity Identity = new Identity().With("seed", 1);

    readonly TemporaryFolder _folder = new();

    ResultStore Store => new(_folder.Path);

    [Fact]
    public void What_was_kept_is_found_by_its_identity_alone()
    {
        Assert.Null(Store.Find<string[]>("a", Identity));
        Store.Write<string[]>("a", Identity, ["x"]);
        Assert.Equal(["x"], Store.Find<string[]>("a", Identity)!);
        var refused = Assert.Throws<InvalidOperationException>(() => Store.Find<string[]>("a", Identity.With("seed", 2)));
        Assert.Equal($"'{_folder.File("a.json")}' has seed = 1, now it is 2. Use the same, or another folder.", refused.Message);
    }

    [Fact]
    public void What_a_killed_process_left_half_written_is_removed()
    {
        using var ended = Process.Start(new ProcessStartInfo("dotnet", "--version") { RedirectStandardOutput = true })!;
        ended.WaitForExit();
        _folder.Write($".a.json.mlvgm-{ended.Id}-k2x1.tmp", "{\"ident");
        Assert.Null(Store.Find<string[]>("a", Identity));
        Assert.Empty(Directory.EnumerateFiles(_folder.Path));
    }

    [Theory]
    [InlineData("another value")]
    [InlineData("another identity")]
    [InlineData("cut")]
    [InlineData("empty")]
    [InlineData("no object")]
    [InlineData("a name twice")]
    [InlineData("half of a pair")]
    public void A_damaged_file_is_named(string damage)
    {
        Store.Write<string[]>("a", Identity, ["x"]);
        string path = _folder.File("a.json"), text = File.ReadAllText(path);
        File.WriteAllText(path, damage switch
        {
            "another value" => text.Replace("\"x\"", "\"y\"", StringComparison.Ordinal),
            "another identity" => text.Replace("1", "2", StringComparison.Ordinal),
            "cut" => text[..^5],
            "empty" => "",
            "a name twice" => text.Replace("\"seed\"", "\"seed\": 1, \"seed\"", StringComparison.Ordinal),
            "half of a pair" => text.Replace("\"x\"", "\"\\ud800\"", StringComparison.Ordinal),
            _ => "[]",
        });
        string message = Assert.Throws<InvalidDataException>(() => Store.Find<string[]>("a", Identity)).Message;
        Assert.StartsWith($"'{path}' is damaged: ", message);
        Assert.EndsWith(" Delete it to compute it again.", message);
    }

    [Fact]
    public void A_file_of_an_earlier_version_is_refused()
    {
        string path = _folder.Write("a.json", "[\"x\"]");
        File.WriteAllText(path, "{\"key\": 1}");
        Assert.Contains("an earlier version", Assert.Throws<InvalidDataException>(() => Store.Find<string[]>("a", Identity)).Message);
    }

    public void Dispose() => _folder.Dispose();
}
