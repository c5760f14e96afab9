using System.Collections;
using System.Globalization;

namespace Mlvgm.MLNet.Settings;

/// <summary>Values of settings as text: the invariant culture, no thousands separators, words for enumerations, commas between the parts of a list.</summary>
static class SettingText
{
    const string Absent = "none";

    /// <summary>The type behind a nullable one.</summary>
    public static Type Underlying(Type type) => Nullable.GetUnderlyingType(type) ?? type;

    /// <summary>The type of a list's parts; null for what is no list.</summary>
    public static Type? ItemOf(Type type) => type != typeof(string) && type.IsGenericType && typeof(IEnumerable).IsAssignableFrom(type)
        ? type.GetGenericArguments()[0]
        : null;

    /// <summary>A value as it can be typed.</summary>
    public static string Format(object? value) => value switch
    {
        null => Absent,
        bool truth => truth ? "true" : "false",
        string text => text,
        IEnumerable list => FormatList([.. list.Cast<object?>().Select(Format)], ItemOf(value.GetType()) ?? value.GetType().GetElementType()!),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    /// <summary>The value that <paramref name="text"/> stands for.</summary>
    /// <exception cref="FormatException">It stands for none; the message continues "expected".</exception>
    public static object? Parse(string text, Type type, bool mayBeNull)
    {
        if (mayBeNull && text.Equals(Absent, StringComparison.OrdinalIgnoreCase)) return null;
        if (ItemOf(type) is { } item)
        {
            string[] parts = text.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries);
            if (IsDecimalComma(text, parts, item)) throw new FormatException($"{Expected(type)}; write {parts[0]}.{parts[1]} for one number, '{parts[0]} {parts[1]}' for two");
            var list = Array.CreateInstance(item, parts.Length);
            for (int i = 0; i < parts.Length; i++) list.SetValue(Parse(parts[i], item, mayBeNull: false), i);
            return list;
        }
        var target = Underlying(type);
        if (target == typeof(string)) return text;
        if (target.IsEnum) return Word(text, target);
        return Number(text, target) ?? throw new FormatException(Expected(type));
    }

    /// <summary>What a value is, for help and messages: <c>a whole number</c>, <c>one of A, B</c>.</summary>
    public static string Expected(Type type)
    {
        if (ItemOf(type) is { } item) return $"values between commas, each {Expected(item)}";
        var target = Underlying(type);
        return target.IsEnum ? $"one of {string.Join(", ", Enum.GetNames(target))}"
            : target == typeof(bool) ? "true or false"
            : target == typeof(double) || target == typeof(float) ? "a number, with a point before decimals and no separators"
            : target == typeof(string) ? "text"
            : "a whole number without separators";
    }

    /// <summary>With commas, but where one would be read as a decimal comma.</summary>
    static string FormatList(string[] parts, Type item) => string.Join(IsDecimalComma(string.Join(',', parts), parts, item) ? ' ' : ',', parts);

    /// <summary>Whether a list of two real numbers is more likely one of them with a comma before its decimals, such as <c>0,5</c>.</summary>
    static bool IsDecimalComma(string text, string[] parts, Type item) => text.Contains(',') && (item == typeof(double) || item == typeof(float)) && parts is [var first, var second]
        && first.TrimStart('-').All(char.IsAsciiDigit) && second.All(char.IsAsciiDigit) && (first.TrimStart('-') == "0" || (second.Length > 1 && second[0] == '0'));

    static object? Number(string text, Type type)
    {
        const NumberStyles whole = NumberStyles.AllowLeadingSign, real = whole | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        var culture = CultureInfo.InvariantCulture;
        return Type.GetTypeCode(type) switch
        {
            TypeCode.Boolean => bool.TryParse(text, out bool truth) ? truth : null,
            TypeCode.Int32 => int.TryParse(text, whole, culture, out int number) ? number : null,
            TypeCode.Int64 => long.TryParse(text, whole, culture, out long number) ? number : null,
            TypeCode.UInt64 => ulong.TryParse(text, whole, culture, out ulong number) ? number : null,
            TypeCode.Single => float.TryParse(text, real, culture, out float number) ? number : null,
            TypeCode.Double => double.TryParse(text, real, culture, out double number) ? number : null,
            _ => throw new NotSupportedException($"A setting of type {type} has no text form."),
        };
    }

    // Enum.Parse would take numbers too.
    static object Word(string text, Type type) => Enum.GetNames(type).FirstOrDefault(name => name.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } name
        ? Enum.Parse(type, name)
        : throw new FormatException(Expected(type));
}
