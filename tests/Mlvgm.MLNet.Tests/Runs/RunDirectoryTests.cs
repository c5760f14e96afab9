using System.Text.Json.Nodes;
using Mlvgm.MLNet.Runs;

namespace Mlvgm.MLNet.Tests.Runs;

public sealed class RunDirectoryTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_new_or_empty_directory_gets_the_options()
    {
        Assert.False(Open(ExistingRun.Refuse).IsResumed);
        Assert.Equal("""{"steps":10,"learningRate":0.05,"device":"cpu"}""", JsonNode.Parse(File.ReadAllText(File_("options.json")))!.ToJsonString());
    }

    [Fact]
    public void One_that_is_not_empty_is_refused()
    {
        Open(ExistingRun.Refuse);
        var error = Assert.Throws<InvalidOperationException>(() => Open(ExistingRun.Refuse));
        Assert.EndsWith("is not empty. Resume the run in it, replace it, or choose another directory.", error.Message);
    }

    [Fact]
    public void Resuming_needs_the_same_options_but_for_those_that_decide_nothing()
    {
        Assert.False(Open(ExistingRun.Resume).IsResumed);
        Assert.True(Open(ExistingRun.Resume, device: "cuda:0").IsResumed);
        var error = Assert.Throws<InvalidOperationException>(() => Open(ExistingRun.Resume, rate: 0.1));
        Assert.Contains("has the option learningRate = 0.05, now it is 0.1.", error.Message);
    }

    [Fact]
    public void A_directory_of_something_else_holds_no_run_to_resume()
    {
        File.WriteAllText(File_("mine.txt"), "");
        Assert.Contains("holds no run to resume", Assert.Throws<InvalidOperationException>(() => Open(ExistingRun.Resume)).Message);
    }

    [Fact]
    public void What_a_kill_left_unfinished_does_not_stand_in_the_way()
    {
        File.WriteAllText(File_("options.json.x1.tmp"), "{");
        Assert.False(Open(ExistingRun.Resume).IsResumed);
        Assert.False(File.Exists(File_("options.json.x1.tmp")));
    }

    [Fact]
    public void Damaged_options_are_an_error()
    {
        File.WriteAllText(File_("options.json"), "{");
        Assert.Contains("is damaged", Assert.Throws<InvalidDataException>(() => Open(ExistingRun.Resume)).Message);
    }

    [Fact]
    public void Replacing_deletes_the_run_and_nothing_else()
    {
        var run = Open(ExistingRun.Refuse);
        Directory.CreateDirectory(run.Checkpoints);
        string[] gone =
        [
            run.Encoder, run.Weights, run.Metrics, run.Card, run.Views, run.Environment, File_("events.out.tfevents.1.vm.2"),
            Path.Combine(run.Checkpoints, "step-000000001.safetensors"),
        ];
        string[] kept = [File_("notes.md"), Path.Combine(run.Checkpoints, "mine.safetensors")];
        foreach (string file in gone.Concat(kept)) File.WriteAllText(file, "");
        Assert.False(Open(ExistingRun.Replace, rate: 0.1).IsResumed);
        Assert.All(gone, file => Assert.False(File.Exists(file), file));
        Assert.All(kept, file => Assert.True(File.Exists(file), file));
    }

    public void Dispose() => _folder.Dispose();

    string File_(string name) => _folder.File(name);

    RunDirectory Open(ExistingRun existing, double rate = 0.05, string device = "cpu") => RunDirectory.Open(
        _folder.Path, existing, new JsonObject { ["steps"] = 10, ["learningRate"] = rate, ["device"] = device }, new HashSet<string> { "device" });
}
