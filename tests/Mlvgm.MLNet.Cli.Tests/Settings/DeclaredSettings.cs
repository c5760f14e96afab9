using System.Reflection;
using Mlvgm.MLNet.Cli.Settings;
using Mlvgm.MLNet.Experiments.Probes;
using Mlvgm.MLNet.Settings;

namespace Mlvgm.MLNet.Cli.Tests.Settings;

/// <summary>Every setting of every options record of the libraries and the command, with the default that its record gives it.</summary>
static class DeclaredSettings
{
    /// <summary>The settings.</summary>
    public static IReadOnlyList<(Setting Setting, string Default)> All { get; } =
    [
        .. from type in Assemblies().SelectMany(assembly => assembly.GetTypes())
           where typeof(ISettings).IsAssignableFrom(type) && !type.IsAbstract && type.GetConstructor(Type.EmptyTypes) is not null
           let record = (ISettings)Activator.CreateInstance(type)!
           from found in SettingsOf.All(record)
           where ReferenceEquals(found.Owner, record)
           select (found.Setting, Setting.Format(found.Setting.Of(record))),
    ];

    /// <summary>The default of a setting where its record alone gives it; null where it is that of a kind.</summary>
    public static string? DefaultOf(Setting setting) =>
        All.FirstOrDefault(one => one.Setting.Property.ReflectedType == setting.Property.ReflectedType && one.Setting.Name == setting.Name).Default;

    static IEnumerable<Assembly> Assemblies()
    {
        var seen = new Dictionary<string, Assembly>();
        var queue = new Queue<Assembly>([typeof(SettingOption).Assembly, typeof(EncoderEvaluation).Assembly]);
        while (queue.TryDequeue(out var assembly))
        {
            if (!seen.TryAdd(assembly.FullName!, assembly)) continue;
            foreach (var name in assembly.GetReferencedAssemblies().Where(name => name.Name!.StartsWith("Mlvgm", StringComparison.Ordinal)))
                queue.Enqueue(Assembly.Load(name));
        }
        return seen.Values;
    }
}
