using Mlvgm.Fuzzing;
using Mlvgm.Fuzzing.Running;

Instrumentation.Prepare();

// eng/fuzz.cs calls these.
switch (args)
{
    case ["list"]:
        foreach (var reader in FuzzedReaders.All) Console.WriteLine(reader.Name);
        return 0;
    case ["instrument", var folder]:
        Instrumentation.Apply(folder);
        return 0;
    case ["seeds", var name, var folder]:
        Directory.CreateDirectory(folder);
        foreach (var (i, seed) in FuzzedReaders.Find(name).Seeds().Index()) File.WriteAllBytes(Path.Combine(folder, $"seed-{i:D3}"), seed);
        return 0;
    // The bytes come from afl-fuzz, or from the standard input.
    case ["run", var name, var folder]:
        FuzzedRun.Start(FuzzedReaders.Find(name), folder);
        return 0;
    case ["again", var name, .. var files]:
        return Reproduction.Of(FuzzedReaders.Find(name), files);
    default:
        Console.Error.WriteLine("list | instrument FOLDER | seeds READER FOLDER | run READER FOLDER | again READER FILE...");
        return 2;
}
