using System.Text.Json.Nodes;
using Mlvgm.MLNet.IO;
using Mlvgm.MLNet.Runs;
using Mlvgm.MLNet.Training.DecodedStore;

namespace Mlvgm.MLNet.Tests.Runs;

public sealed class RunDirectoryTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_new_or_empty_directory_gets_the_options()
    {
        Assert.False(IsResumed(ExistingRun.Refuse));
        Assert.Equal("""{"steps":10,"learningRate":0.05,"device":"cpu"}""", JsonNode.Parse(File.ReadAllText(File_("options.json")))!.ToJsonString());
        Assert.Equal(["options.json"], Directory.EnumerateFileSystemEntries(_folder.Path).Select(path => Path.GetFileName(path)));
    }

    [Fact]
    public void One_that_is_not_empty_is_refused()
    {
        IsResumed(ExistingRun.Refuse);
        var error = Assert.Throws<InvalidOperationException>(() => IsResumed(ExistingRun.Refuse));
        Assert.EndsWith("is not empty. Resume the run in it, replace it, or choose another directory.", error.Message);
    }

    [Fact]
    public void Resuming_needs_the_same_options_but_for_those_that_decide_nothing()
    {
        Assert.False(IsResumed(ExistingRun.Resume));
        Assert.True(IsResumed(ExistingRun.Resume, device: "cuda:0"));
        var error = Assert.Throws<InvalidOperationException>(() => IsResumed(ExistingRun.Resume, rate: 0.1));
        Assert.Contains("has learningRate = 0.05, now it is 0.1. Resume with the same, or start in another directory.", error.Message);
    }

    [Fact]
    public void A_run_of_an_earlier_version_that_did_not_keep_what_its_pairs_came_from_is_said_to_be_one()
    {
        static JsonObject Options(bool content) => new() { ["input"] = content ? new JsonObject { ["content"] = new JsonObject() } : new JsonObject() };
        Begin(ExistingRun.Refuse, Options(content: false));
        Begin(ExistingRun.Resume, Options(content: false));
        var error = Assert.Throws<InvalidOperationException>(() => Begin(ExistingRun.Resume, Options(content: true)));
        Assert.Contains("was begun by an earlier version", error.Message);
        File.WriteAllText(File_("options.json"), """{"input":"t"}""");
        error = Assert.Throws<InvalidOperationException>(() => Begin(ExistingRun.Resume, Options(content: true)));
        Assert.Contains("was begun by an earlier version", error.Message);
    }

    [Fact]
    public void A_directory_of_something_else_holds_no_run_to_resume()
    {
        File.WriteAllText(File_("mine.txt"), "");
        Assert.Contains("holds no run to resume", Assert.Throws<InvalidOperationException>(() => IsResumed(ExistingRun.Resume)).Message);
    }

    [Fact]
    public void A_directory_in_use_is_refused_whatever_is_wished()
    {
        using var run = RunDirectory.Open(_folder.Path, ExistingRun.Refuse);
        foreach (var existing in Enum.GetValues<ExistingRun>())
        {
            string message = Assert.Throws<InvalidOperationException>(() => IsResumed(existing)).Message;
            Assert.Contains($"({Environment.ProcessId}) is working in", message);
        }
    }

    [Fact]
    public void What_a_kill_left_unfinished_does_not_stand_in_the_way_and_is_removed()
    {
        string unfinished = UnfinishedFile.For(File_("options.json"));
        File.WriteAllText(unfinished, "{");
        Assert.False(IsResumed(ExistingRun.Refuse));
        Assert.False(File.Exists(unfinished));
    }

    [Fact]
    public void Rows_that_were_decoded_for_a_run_that_never_began_do_not_stand_in_the_way()
    {
        File.WriteAllText(File_("decoded.store"), "mine");
        Assert.Throws<InvalidOperationException>(() => IsResumed(ExistingRun.Refuse));
        using (var file = File.Create(File_("decoded.store")))
        {
            var header = new DecodedHeader(new(1, 1, 1), Columns: 1, PixelBytes: 1, Count: 0, new string('0', 64));
            header.Write(file);
        }
        Assert.False(IsResumed(ExistingRun.Resume));
    }

    [Theory]
    [InlineData(ExistingRun.Refuse)]
    [InlineData(ExistingRun.Resume)]
    [InlineData(ExistingRun.Replace)]
    public void A_file_of_the_user_is_never_deleted(ExistingRun existing)
    {
        string[] mine = ["thesis.tmp", ".thesis.tmp", "notes.md", "encoder.onnx", "events.out.tfevents.1.vm.2", "checkpoints/step-mine.safetensors"];
        foreach (string name in mine) _folder.Write(name, "mine");
        Assert.Throws<InvalidOperationException>(() => IsResumed(existing));
        Assert.All(mine, name => Assert.Equal("mine", File.ReadAllText(File_(name))));
    }

    [Fact]
    public void Replacing_where_there_is_no_run_begins_beside_what_is_there_unless_it_is_in_the_way()
    {
        _folder.Write("notes.md", "mine");
        Assert.False(IsResumed(ExistingRun.Replace));
        File.Delete(File_("options.json"));
        _folder.Write("encoder.onnx", "mine");
        Assert.Contains("holds no run to replace", Assert.Throws<InvalidOperationException>(() => IsResumed(ExistingRun.Replace)).Message);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"steps":10,"steps":10}""")]
    [InlineData("""{"input":{"sha256":"0","sha256":"1"}}""")]
    [InlineData("""{"device":"\ud800"}""")]
    public void Damaged_options_are_an_error(string options)
    {
        File.WriteAllText(File_("options.json"), options);
        Assert.Contains("is damaged", Assert.Throws<InvalidDataException>(() => IsResumed(ExistingRun.Resume)).Message);
    }

    [Fact]
    public void Replacing_deletes_the_run_and_nothing_else()
    {
        IsResumed(ExistingRun.Refuse);
        string[] gone =
        [
            "encoder.onnx", "encoder.partial.onnx", "weights.safetensors", "weights.partial.safetensors", "metrics.jsonl", "card.json", "card.partial.json",
            "views.png", "environment.json", "decoded.store", "events.out.tfevents.1.vm.2.mlvgm", "checkpoints/step-000000001.safetensors",
        ];
        string[] kept = ["notes.md", "thesis.tmp", "events.out.tfevents.1.vm.2", "checkpoints/mine.safetensors", "checkpoints/step-mine.safetensors"];
        foreach (string name in gone.Concat(kept)) _folder.Write(name, "");
        Assert.False(IsResumed(ExistingRun.Replace, rate: 0.1));
        Assert.All(gone, name => Assert.False(File.Exists(File_(name)), name));
        Assert.All(kept, name => Assert.True(File.Exists(File_(name)), name));
    }

    public void Dispose() => _folder.Dispose();

    string File_(string name) => _folder.File(name);

    bool IsResumed(ExistingRun existing, double rate = 0.05, string device = "cpu") =>
        Begin(existing, new JsonObject { ["steps"] = 10, ["learningRate"] = rate, ["device"] = device });

    bool Begin(ExistingRun existing, JsonObject options)
    {
        using var run = RunDirectory.Open(_folder.Path, existing);
        run.Begin(options, new HashSet<string> { "device" });
        return run.IsResumed;
    }
}
