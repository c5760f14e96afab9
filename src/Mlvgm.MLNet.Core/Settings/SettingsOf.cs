using System.Collections.Concurrent;
using System.Reflection;

namespace Mlvgm.MLNet.Settings;

/// <summary>The settings of options records, in the order of declaration; a part's stand where the part stands.</summary>
/// <example>See <c>examples/ApiTour/OwnSettings.cs</c>.</example>
public static class SettingsOf
{
    static readonly ConcurrentDictionary<Type, IReadOnlyList<object>> Declared = new();

    /// <summary>Every setting of <paramref name="options"/> and its parts, each with the record that has it.</summary>
    public static IEnumerable<(ISettings Owner, Setting Setting)> All(ISettings options)
    {
        ArgumentNullException.ThrowIfNull(options);
        foreach (object member in Members(options.GetType()))
        {
            if (member is Setting setting) yield return (options, setting);
            else if (PartOf(options, (PropertyInfo)member) is { } part)
                foreach (var inner in All(part)) yield return inner;
        }
    }

    /// <summary>The parts of <paramref name="options"/>, and their parts, each with the name of its property; the options themselves under an empty name.</summary>
    public static IEnumerable<(string Name, ISettings Part)> Parts(ISettings options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Walk("", options);

        static IEnumerable<(string, ISettings)> Walk(string name, ISettings part)
        {
            yield return (name, part);
            foreach (var property in Members(part.GetType()).OfType<PropertyInfo>())
            {
                if (PartOf(part, property) is { } inner)
                    foreach (var found in Walk(property.Name, inner)) yield return found;
            }
        }
    }

    /// <summary>Throws where a value is out of its range or values do not go together; everything that is wrong is named.</summary>
    /// <exception cref="SettingsException">Something is wrong.</exception>
    public static void Validate(ISettings options)
    {
        var violations = new Violations();
        Check(options, violations);
        violations.ThrowIfAny();
    }

    /// <summary>Adds everything that is wrong with <paramref name="options"/>, so that several records can be refused at once.</summary>
    /// <param name="options">The options.</param>
    /// <param name="violations">Receives what is wrong.</param>
    public static void Check(ISettings options, Violations violations)
    {
        ArgumentNullException.ThrowIfNull(violations);
        bool isComplete = true;
        foreach (var (owner, setting) in All(options))
        {
            object? value = setting.Of(owner);
            setting.Check(value, violations);
            isComplete &= value is not null || setting.IsOptional;
        }
        // A value out of its range can be compared with others, one that is missing cannot.
        if (!isComplete) return;
        foreach (var (_, part) in Parts(options)) part.Check(violations);
    }

    /// <summary>A copy of a record in which some of its settings have other values.</summary>
    /// <typeparam name="T">The record's type.</typeparam>
    /// <param name="options">The record; it stays as it is.</param>
    /// <param name="values">Settings of this record or of its parts, and their new values.</param>
    public static T With<T>(T options, IReadOnlyDictionary<Setting, object?> values) where T : ISettings
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(values);
        return (T)Copy(options, values);
    }

    /// <summary>A copy of a record with what was changed in another: the values of settings of the same names and types that are not their defaults.</summary>
    /// <typeparam name="T">The record's type.</typeparam>
    /// <param name="target">The record; it stays as it is.</param>
    /// <param name="source">Where values come from.</param>
    /// <param name="defaults">A record of the source's type, whose values are not carried over.</param>
    internal static T CarryOver<T>(T target, ISettings source, ISettings defaults) where T : ISettings
    {
        var usual = All(defaults).ToDictionary(found => found.Setting.Name, found => Setting.Format(found.Setting.Of(found.Owner)));
        var changed = All(source).Where(found => Setting.Format(found.Setting.Of(found.Owner)) != usual.GetValueOrDefault(found.Setting.Name))
            .ToDictionary(found => (found.Setting.Name, found.Setting.Property.PropertyType), found => found.Setting.Of(found.Owner));
        return With(target, All(target).Select(found => found.Setting).Where(setting => changed.ContainsKey((setting.Name, setting.Property.PropertyType)))
            .ToDictionary(setting => setting, setting => changed[(setting.Name, setting.Property.PropertyType)]));
    }

    static ISettings Copy(ISettings options, IReadOnlyDictionary<Setting, object?> values)
    {
        // What `with` does, for a record whose type is known only at run time.
        var copy = (ISettings)CloneMethod.Invoke(options, null)!;
        foreach (object member in Members(options.GetType()))
        {
            if (member is PropertyInfo property && PartOf(options, property) is { } part) property.SetValue(copy, Copy(part, values));
            else if (member is Setting setting && values.TryGetValue(setting, out object? value)) setting.Property.SetValue(copy, value);
        }
        return copy;
    }

    static readonly MethodInfo CloneMethod = typeof(object).GetMethod("MemberwiseClone", BindingFlags.Instance | BindingFlags.NonPublic)!;

    static ISettings? PartOf(ISettings options, PropertyInfo property) => (ISettings?)property.GetValue(options);

    /// <summary>The settings of a type, and the properties that are parts.</summary>
    static IReadOnlyList<object> Members(Type type) => Declared.GetOrAdd(type, static declaring =>
    [
        .. declaring.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            // A base's settings come first, in the order in which they are written.
            .OrderBy(property => Depth(property.DeclaringType!)).ThenBy(property => property.MetadataToken)
            .Select(property => property.GetCustomAttribute<SettingAttribute>(inherit: true) is { } setting && !IsPart(property)
                ? new Setting(property, setting)
                : IsPart(property) ? (object)property : null)
            .OfType<object>(),
    ]);

    static bool IsPart(PropertyInfo property) => typeof(ISettings).IsAssignableFrom(property.PropertyType);

    static int Depth(Type type) => type.BaseType is { } parent ? 1 + Depth(parent) : 0;
}
