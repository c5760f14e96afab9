using Mlvgm.MLNet.Cli.Execution;
using Mlvgm.MLNet.Cli.Tests.Processes;
using Mlvgm.Testing.Datasets;

namespace Mlvgm.MLNet.Cli.Tests.Commands;

/// <summary>What a user has in an output folder stays, whatever it is called and however the verb ends.</summary>
public sealed class UsersFilesTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Verbs => [.. LongVerb.All.Select(verb => verb.Name), "experiment", "embed"];

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task A_file_of_the_users_survives_runs_that_end_and_runs_that_refuse_to_start(string name)
    {
        string[] command = Command(name);
        // Training goes on in a folder of its own alone; the file comes between two of its runs.
        string own = name == "train" ? _folder.File("out/thesis.tmp") : _folder.Write("out/thesis.tmp", "mine");
        var ended = await CliRun.Of(command);
        Assert.Equal(("", ExitCode.Success), (ended.Error, ended.ExitCode));
        if (name == "train") _folder.Write("out/thesis.tmp", "mine");
        Assert.Equal("mine", File.ReadAllText(own));
        var refused = await CliRun.Of([.. command, .. Refused(name)]);
        Assert.NotEqual(ExitCode.Success, refused.ExitCode);
        Assert.StartsWith("mlvgm: ", refused.Error);
        Assert.Equal("mine", File.ReadAllText(own));
    }

    [Fact]
    public async Task A_run_that_does_not_go_on_refuses_a_folder_with_a_users_file_and_leaves_it()
    {
        string own = _folder.Write("out/thesis.tmp", "mine");
        var run = await CliRun.Of([.. Command("train").Where(argument => argument != "--resume")]);
        Assert.Equal(ExitCode.Failure, run.ExitCode);
        Assert.Equal([own], Directory.GetFiles(_folder.File("out"), "*", SearchOption.AllDirectories));
        Assert.Equal("mine", File.ReadAllText(own));
    }

    public void Dispose() => _folder.Dispose();

    string[] Command(string name)
    {
        string[] common = ["--out", _folder.File("out"), "--device", "cpu"];
        if (name == "embed") return ["embed", TinyModels.Encoder(_folder), "--data", TinyDataset.Write(_folder), "--format", "csv", .. common];
        if (name != "experiment")
        {
            var verb = LongVerb.Find(name);
            return [.. verb.Args(_folder), verb.Length, "1", .. common, "--seed", "3"];
        }
        return
        [
            "experiment", "views", "--views", "mine=none", "--generator", TinyModels.Generator(_folder), "--data", TinyDataset.Write(_folder), "--seeds", "1",
            "--backbone", "resnet10", "--width", "2", "--batch", "4", "--labels-per-class", "4", "--steps", "1", .. common,
        ];
    }

    /// <summary>What a second run in the folder cannot do: it is another run than that which is there, or has data that are not there.</summary>
    static string[] Refused(string name) => name switch
    {
        "embed" => ["--split", "Test", "--device", "cuda:99"],
        "experiment" => ["--learning-rate", "0.5"],
        _ => ["--learning-rate", "-1"],
    };
}
