using System.Collections.Concurrent;

namespace Mlvgm.MLNet.Tests.States;

/// <summary>For each training: its result without interruption, and a folder in which it was stopped after three steps of five.</summary>
public sealed class StateTheoryFixture : IDisposable
{
    public const int Stopped = 3;

    readonly TemporaryFolder _folder = new();
    readonly ConcurrentDictionary<string, (string Result, string Folder)> _prepared = [];

    internal StateInputs Inputs { get; } = new();

    /// <summary>The result of a training that was never stopped.</summary>
    public string Result(string user) => Prepare(user).Result;

    /// <summary>A copy of the folder of a training that was stopped.</summary>
    public string Copy(string user, TemporaryFolder into)
    {
        string source = Prepare(user).Folder, target = into.File("run");
        foreach (string file in Directory.EnumerateFiles(source, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None }))
        {
            string copy = Path.Combine(target, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
        return target;
    }

    public void Dispose()
    {
        Inputs.Dispose();
        _folder.Dispose();
    }

    (string Result, string Folder) Prepare(string name) => _prepared.GetOrAdd(name, _ =>
    {
        var user = StateUser.Find(name);
        string result = user.Run(new StateRun(Inputs, _folder.File($"{name}/whole")));
        string stopped = _folder.File($"{name}/stopped");
        Assert.ThrowsAny<OperationCanceledException>(() => user.Run(new StateRun(Inputs, stopped) { StopAfter = Stopped }));
        return (result, stopped);
    });
}
