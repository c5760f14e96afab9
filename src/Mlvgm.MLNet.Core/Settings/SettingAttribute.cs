namespace Mlvgm.MLNet.Settings;

/// <summary>
/// Makes a property of an <see cref="ISettings"/> a setting; its initial value is the default. What several records have alike, such as a device,
/// is an attribute of its own that derives from this one and sets text and range.
/// </summary>
/// <param name="text">What it means, in a sentence for help and tables; units and special values included.</param>
/// <example>See <c>examples/ApiTour/OwnSettings.cs</c>.</example>
[AttributeUsage(AttributeTargets.Property)]
public class SettingAttribute(string text) : Attribute
{
    /// <summary>What it means.</summary>
    public string Text { get; } = text;

    /// <summary>The option on the command line without its dashes; the property's name in lower case with dashes when null.</summary>
    public string? Option { get; init; }

    /// <summary>What stands for a value in the help, such as <c>N</c>; by the property's type when null.</summary>
    public string? Placeholder { get; init; }

    /// <summary>The smallest value; not a number for none.</summary>
    public double Minimum { get; init; } = double.NaN;

    /// <summary>What the value must exceed; not a number for nothing.</summary>
    public double Above { get; init; } = double.NaN;

    /// <summary>The largest value; not a number for none.</summary>
    public double Maximum { get; init; } = double.NaN;

    /// <summary>What the value must stay under; not a number for nothing.</summary>
    public double Below { get; init; } = double.NaN;

    /// <summary>Why it has that range, in words that continue the sentence; null where it is plain.</summary>
    public string? Because { get; init; }

    /// <summary>Whether it may differ between the sessions of a run, since the result is the same.</summary>
    public bool IsFree { get; init; }

    /// <summary>Whether it names a file: what is in the file then decides the result, whatever it is called.</summary>
    public bool IsFile { get; init; }
}
