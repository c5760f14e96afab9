using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.Json;

namespace Mlvgm.MLNet.Settings;

/// <summary>One setting of an options record, as declared by a <see cref="SettingAttribute"/>.</summary>
/// <example>See <c>examples/ApiTour/OwnSettings.cs</c>.</example>
public sealed class Setting
{
    static readonly NullabilityInfoContext Nullability = new();

    readonly SettingAttribute _declared;
    readonly SettingRange _range;

    internal Setting(PropertyInfo property, SettingAttribute declared)
    {
        (Property, _declared, _range) = (property, declared, new SettingRange(declared));
        Name = JsonNamingPolicy.CamelCase.ConvertName(property.Name);
        Option = $"--{declared.Option ?? JsonNamingPolicy.KebabCaseLower.ConvertName(property.Name)}";
        lock (Nullability) IsOptional = Nullability.Create(property).WriteState == NullabilityState.Nullable;
    }

    /// <summary>The property.</summary>
    public PropertyInfo Property { get; }

    /// <summary>The key in JSON, such as <c>batchSize</c>.</summary>
    public string Name { get; }

    /// <summary>The option on the command line, such as <c>--batch</c>.</summary>
    public string Option { get; }

    /// <summary>What it means.</summary>
    public string Text => _declared.Text;

    /// <summary>Whether it may have no value, which is typed as <c>none</c>.</summary>
    public bool IsOptional { get; }

    /// <summary>Whether it may differ between the sessions of a run.</summary>
    public bool IsFree => _declared.IsFree;

    /// <summary>Whether it names a file, whose content decides the result.</summary>
    public bool IsFile => _declared.IsFile;

    /// <summary>Whether it is a list, whose values stand between commas.</summary>
    public bool IsList => SettingText.ItemOf(Property.PropertyType) is not null;

    /// <summary>The words that it can be; empty where it is no enumeration.</summary>
    public IReadOnlyList<string> Words => Type is { IsEnum: true } type ? Enum.GetNames(type) : [];

    /// <summary>Its range in words; null where any value of its type will do.</summary>
    public string? Range => _range.Text;

    /// <summary>What stands for a value in help.</summary>
    public string Placeholder => _declared.Placeholder ?? (Type.IsEnum ? "WORD" : Type == typeof(string) ? "TEXT" : Type == typeof(bool) ? "BOOL"
        : Type == typeof(double) || Type == typeof(float) ? "X" : "N");

    /// <summary>Its value in a record that has it.</summary>
    public object? Of(ISettings options) => Property.GetValue(options);

    /// <summary>A value as it can be typed.</summary>
    public static string Format(object? value) => SettingText.Format(value);

    /// <summary>The value that was typed.</summary>
    /// <exception cref="SettingsException">It is none of this setting, or out of its range.</exception>
    public object? Parse(string text)
    {
        var violations = new Violations();
        TryParse(text, violations, out object? value);
        violations.ThrowIfAny();
        return value;
    }

    /// <summary>Reads the value that was typed. One that is out of its range is a value too, with which others can be compared.</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="violations">Receives what is wrong.</param>
    /// <param name="value">The value.</param>
    /// <returns>Whether there is a value.</returns>
    public bool TryParse(string text, Violations violations, out object? value)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(violations);
        try
        {
            value = SettingText.Parse(text.Trim(), Property.PropertyType, IsOptional);
        }
        catch (FormatException e)
        {
            violations.Add($"{Option} is '{text}'; expected {e.Message}{(IsOptional ? ", or none" : "")}.");
            value = null;
            return false;
        }
        Check(value, violations);
        return true;
    }

    /// <summary>Adds what is wrong with a value.</summary>
    internal void Check(object? value, Violations violations)
    {
        if (value is null)
        {
            violations.Require(IsOptional, $"{Property.Name} ({Option}) has no value; it needs one.");
            return;
        }
        if (value is string text)
        {
            violations.Require(text.Length > 0, $"{Property.Name} ({Option}) is empty.");
            return;
        }
        IEnumerable values = value is IEnumerable list ? list : new[] { value };
        foreach (object? item in values)
        {
            if (item is Enum word ? Enum.IsDefined(Type, word) : item is not (int or long or ulong or float or double) || _range.Contains(ToDouble(item))) continue;
            string expected = item is Enum ? SettingText.Expected(Type) : _range.Text ?? "a finite number";
            violations.Add($"{Property.Name} ({Option}) is {Format(value)}; it is {expected}{(_declared.Because is { } why ? $": {why}" : "")}.");
            return;
        }
    }

    Type Type => SettingText.Underlying(SettingText.ItemOf(Property.PropertyType) ?? Property.PropertyType);

    static double ToDouble(object number) => Convert.ToDouble(number, CultureInfo.InvariantCulture);
}
