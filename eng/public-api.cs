// Lists anew what is public: PublicAPI.Unshipped.txt of every library, from what the analyzer finds missing when the lists are empty.
//
//   dotnet run eng/public-api.cs

using System.Diagnostics;
using System.Text.Json;

const string Empty = "#nullable enable\n";
string[] lists = [.. Directory.GetDirectories("src").Order(StringComparer.Ordinal).Select(folder => Path.Combine(folder, "PublicAPI.Unshipped.txt")).Where(File.Exists)];
if (lists.Length == 0) throw new InvalidOperationException("There is no list below src/: call this from the root of the repository.");
var before = lists.ToDictionary(list => list, File.ReadAllText);
foreach (string list in lists) File.WriteAllText(list, Empty);
using var build = Process.Start("dotnet", ["build", "-c", "Release", "src/Mlvgm.MLNet.Experiments", "-v", "q", "-nologo", "-p:ListPublicApi=true"]);
build.WaitForExit();
if (build.ExitCode != 0)
{
    foreach (var (list, text) in before) File.WriteAllText(list, text);
    return build.ExitCode;
}
foreach (string list in lists)
{
    using var log = JsonDocument.Parse(File.ReadAllText(Path.Combine(Path.GetDirectoryName(list)!, "obj", "public-api.sarif")));
    var names = log.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray()
        .Where(result => result.GetProperty("ruleId").GetString() == "RS0016")
        .Select(result => result.GetProperty("properties").GetProperty("customProperties").GetProperty("APIName").GetString()!)
        .Distinct().Order(StringComparer.Ordinal).ToList();
    File.WriteAllText(list, Empty + string.Concat(names.Select(name => name + "\n")));
    Console.WriteLine($"{list}: {names.Count}");
}
return 0;
