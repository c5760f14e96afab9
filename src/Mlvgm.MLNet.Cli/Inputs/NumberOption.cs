using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;

namespace Mlvgm.MLNet.Cli.Inputs;

/// <summary>
/// Options whose value is a number, read as settings are: a point before decimals, no thousands separators, whatever the user's language. The parser's own
/// reading would take <c>0,05</c> for 5.
/// </summary>
static class NumberOption
{
    /// <summary>A real number, absent by default.</summary>
    public static Option<double?> Real(string name, string placeholder, string description) =>
        Create<double>(name, placeholder, description, NumberStyles.Float & ~NumberStyles.AllowLeadingWhite & ~NumberStyles.AllowTrailingWhite,
            "a number, with a point before decimals and no separators");

    /// <summary>A whole number, absent by default.</summary>
    public static Option<int?> Whole(string name, string placeholder, string description) =>
        Create<int>(name, placeholder, description, NumberStyles.AllowLeadingSign, "a whole number without separators");

    /// <summary>A whole number with what it is when it is absent.</summary>
    public static Option<int?> Whole(string name, string description, int value)
    {
        var option = Whole(name, "N", description);
        option.DefaultValueFactory = _ => value;
        return option;
    }

    /// <summary>A seed, absent by default.</summary>
    public static Option<ulong?> Seed(string name, string description) =>
        Create<ulong>(name, "N", description, NumberStyles.None, "a whole number of 0 or more without separators");

    /// <summary>A share above 0 and below 1, absent by default.</summary>
    public static Option<double?> Share(string name, string placeholder, string description)
    {
        var option = Real(name, placeholder, description);
        var parse = option.CustomParser!;
        option.CustomParser = result =>
        {
            double? share = parse(result);
            if (share is { } given && !(given > 0 && given < 1)) result.AddError(FormattableString.Invariant($"{name} is {given}; it is above 0 and below 1."));
            return share;
        };
        return option;
    }

    static Option<T?> Create<T>(string name, string placeholder, string description, NumberStyles styles, string expected)
        where T : struct, INumber<T> => new(name)
        {
            Description = description,
            HelpName = placeholder,
            CustomParser = result => Parse<T>(name, result, styles, expected),
        };

    static T? Parse<T>(string name, ArgumentResult result, NumberStyles styles, string expected) where T : struct, INumber<T>
    {
        string text = result.Tokens.Count == 0 ? "" : result.Tokens[^1].Value;
        if (T.TryParse(text, styles, CultureInfo.InvariantCulture, out var number) && T.IsFinite(number)) return number;
        result.AddError($"{name} is '{text}'; expected {expected}.");
        return null;
    }
}
