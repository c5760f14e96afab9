using System.Globalization;
using System.Text.Json.Nodes;

namespace Mlvgm.Benchmarks.Endurance;

/// <summary>
/// Our programs are told to know no culture but the invariant one, so that a variable of the surrounding would prove nothing. Here is how they are run with
/// cultures, as the libraries are in a program of somebody else's.
/// </summary>
static class CultureConfiguration
{
    /// <summary>The verb by which this program says its culture.</summary>
    public const string ChildVerb = "culture";

    const string Switch = "System.Globalization.Invariant";
    const string Suffix = ".cultures.runtimeconfig.json";

    /// <summary>Writes a configuration of a program with cultures, and returns its path.</summary>
    public static string Of(string program)
    {
        var configuration = JsonNode.Parse(File.ReadAllText($"{program}.runtimeconfig.json"))!;
        configuration["runtimeOptions"]!["configProperties"]![Switch] = false;
        string path = program + Suffix;
        File.WriteAllText(path, configuration.ToJsonString());
        return path;
    }

    /// <summary>Prints the culture and a number in it.</summary>
    public static void Say() => Console.WriteLine($"{CultureInfo.CurrentCulture.Name} {1.5}");

    /// <summary>What <see cref="Say"/> says in a surrounding.</summary>
    /// <exception cref="InvalidOperationException">It is not the culture that the surrounding has: a table would be about nothing.</exception>
    public static void Require(IReadOnlyDictionary<string, string?> variables, string expected)
    {
        string program = Path.Combine(AppContext.BaseDirectory, typeof(CultureConfiguration).Assembly.GetName().Name!);
        var run = MlvgmRun.Of(["dotnet", "exec", "--runtimeconfig", Of(program), $"{program}.dll", ChildVerb], variables, TimeSpan.FromMinutes(1));
        if (run.Output.Trim() != expected) throw new InvalidOperationException($"The culture is '{run.Output.Trim()}', not '{expected}'. {run.Error}");
    }
}
